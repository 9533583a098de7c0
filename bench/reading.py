"""What reading costs and how true it is: seconds of reading against seconds of extraction by kind of file, cetu's PDF
reader against pdfminer.six, and what a PDF or a page says against the text of the same plan.

    python bench/reading.py FOLDER      # a folder of plans of any kind, the texts of its PDFs and pages among them
    pip install pdfminer.six            # for the comparison with it; cetu itself does not use it

A file's text is the one of the same stem, or the one whose title it has. Prints Markdown for bench/README.md.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from rapidfuzz.distance import LCSseq

from cetu.corpus.likeness import likeness, sketch
from cetu.corpus.plan import Plan
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.extract.extraction import Extraction
from cetu.plan_files import find_plans

SAME = 0.5
"""Likeness from which a text is that of a file."""


def main(folder: Path) -> None:
    paths = find_plans([folder])
    extract(read_plan(paths[0]))  # vocabularies are read once a process
    seconds: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    plans: list[tuple[Plan, Extraction]] = []
    for path in paths:
        start = process_time()
        plan = read_plan(path)
        read = process_time()
        plans.append((plan, extract(plan)))
        row = seconds[plan.source.kind]
        row[0] += 1
        row[1] += read - start
        row[2] += process_time() - read
    print("| kind | files | reading / extraction |\n| --- | ---: | ---: |")
    for kind, (number, reading, extracting) in sorted(seconds.items()):
        print(f"| {kind} | {number:.0f} | {reading / extracting:.2f} |")
    print("\n| file | characters in order | entities in both | relations in both | targets in both |")
    print("| --- | ---: | ---: | ---: | ---: |")
    texts = [one for one in plans if one[0].source.kind == "text"]
    for plan, found in plans:
        if plan.source.kind != "text" and (pair := _text_of(plan, texts)):
            cells = [_same(_bare(pair[0].text), _bare(plan.text)), *_shares(pair[1], found)]
            print(f"| {plan.source.name[:30]} | " + " | ".join(f"{cell:.4f}" for cell in cells) + " |")
    pdfs = [path for path in paths if path.suffix == ".pdf"]
    if pdfs:
        _against_pdfminer(pdfs, texts)


def _text_of(plan: Plan, texts: Sequence[tuple[Plan, Extraction]]) -> tuple[Plan, Extraction] | None:
    """The text of the same plan: the most alike."""
    own = sketch(plan.text)
    alike, _, best = max(
        ((likeness(own, sketch(one[0].text)), one[0].key, one) for one in texts), key=lambda row: row[:2]
    )
    return best if alike >= SAME else None


def _shares(wanted: Extraction, found: Extraction) -> list[float]:
    """Twice what both say over what they say together: entities by type and name, relations, targets."""
    pairs = [
        (Counter((e.type, e.name) for e in one.entities), _relations(one),
         Counter((t.indicator, t.op, t.value, t.unit, t.year) for t in one.targets))
        for one in (wanted, found)
    ]  # fmt: skip
    return [
        2 * (a & b).total() / ((a.total() + b.total()) or 1) if a or b else 1.0 for a, b in zip(*pairs, strict=True)
    ]


def _relations(one: Extraction) -> Counter[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in one.entities}
    return Counter((r.type, names.get(r.head, r.head), names.get(r.tail, r.tail)) for r in one.relations)


def _against_pdfminer(pdfs: Sequence[Path], texts: Sequence[tuple[Plan, Extraction]]) -> None:
    try:
        from pdfminer.high_level import extract_text
    except ImportError:
        print("\npdfminer.six is not installed: no comparison")
        return
    print("\n| PDF | cetu | pdfminer.six |\n| --- | ---: | ---: |")
    ours, theirs = 0.0, 0.0
    for path in pdfs:
        start = process_time()
        plan = read_plan(path)
        ours += process_time() - start
        start = process_time()
        other = extract_text(path)
        theirs += process_time() - start
        if pair := _text_of(plan, texts):
            clean = _bare(pair[0].text)
            print(f"| {path.stem[:30]} | {_same(clean, _bare(plan.text)):.4f} | {_same(clean, _bare(other)):.4f} |")
    print(f"\npdfminer.six takes {theirs / ours:.1f} times the seconds, over {len(pdfs)} files")


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def _same(clean: str, bare: str) -> float:
    """Twice the longest common subsequence over both lengths: 1 for the same characters in the same order."""
    return 2 * LCSseq.similarity(clean, bare) / (len(clean) + len(bare))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
