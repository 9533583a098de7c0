"""Count what stands side by side: `python bench/count_cooccurrence.py FOLDER --to extract/model/cooccurrence.npz`.

FOLDER has plans as text; `--without NAME…` leaves out those whose file name begins so (what is kept to measure on).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np

from cetu.extract.cooccurrence import key

SIZES = (2, 4)
STRETCH = re.compile(r"[\u4e00-\u9fff]+")
LEAST, MOST = 2, 8
"""Times from which on some characters are kept, and the highest power of two that is told apart."""


def counted(texts: list[str]) -> Counter[str]:
    """How often two and four characters stand side by side, where no mark parts them."""
    found: Counter[str] = Counter()
    for text in texts:
        for stretch in STRETCH.findall(re.sub(r"\s", "", text)):
            for size in SIZES:
                found.update(stretch[at : at + size] for at in range(len(stretch) - size + 1))
    return found


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--without", nargs="+", default=[])
    cli.add_argument("--to", type=Path, default=Path("extract/model/cooccurrence.npz"))
    args = cli.parse_args()
    paths = [p for p in sorted(args.folder.glob("*.txt")) if not p.name.startswith(tuple(args.without) or "\0")]
    grams = counted([p.read_text(encoding="utf-8") for p in paths])
    rows = sorted((key(gram), min(MOST, count.bit_length() - 1)) for gram, count in grams.items() if count >= LEAST)
    keys, levels = np.array(rows, np.int64).T
    # Steps between the sorted keys take half the room that the keys take.
    np.savez_compressed(args.to, steps=np.diff(keys, prepend=0).astype(np.uint32), levels=levels.astype(np.uint8))
    print(f"{args.to}: {len(paths)} plans, {len(rows)} counts, {args.to.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
