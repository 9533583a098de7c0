"""A corpus as a place: a folder that holds files from anywhere, each once, and knows where each came from.

    CORPUS/cetu-corpus.json            what the folder is
    CORPUS/files/ab/ab12…/NAME         a file, byte for byte, filed under its sha256
    CORPUS/records/ab12….json          its key, where it came from, and what it says of itself
    CORPUS/cache/                      what `fetch` knows of the addresses it has asked

Records appear whole or not at all, after their file. A folder of plans that is a corpus is built like any other.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cetu.corpus.reading import key_of, read_plan
from cetu.corpus.succession import Succession, successions
from cetu.corpus.works import Card, Work, card, works
from cetu.ontology.errors import CetuError, ReadError

MARKER = "cetu-corpus.json"
FORMAT = 1
LARGEST = 200_000_000
"""Bytes of a file that is taken in; no plan is a tenth of it."""

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')


class CorpusError(CetuError):
    """A corpus that cannot be opened, or that does not hold what is asked for."""


@dataclass(frozen=True, slots=True)
class Record:
    """A file of the corpus. source: the path or address that it came from; card: what is known of its plan; unread: why
    it could not be read as one, "" where it could."""

    sha256: str
    name: str
    key: str
    source: str
    card: Card
    unread: str = ""


Describe = Callable[[Path], Card]
"""Reads a file and gives the card of its plan, or raises a CetuError that says why it cannot be read."""


def described(path: Path) -> Card:
    """The card of a file, read in this process."""
    return card(read_plan(path))


class Corpus:
    """A corpus that is open; `open_corpus` gives one."""

    def __init__(self, folder: Path, describe: Describe) -> None:
        self.folder = folder
        self._describe = describe

    def records(self) -> tuple[Record, ...]:
        """All records, by key."""
        found = (_record(path) for path in (self.folder / "records").glob("*.json"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.key))

    def works(self) -> tuple[Work, ...]:
        """The plans as works, with their versions and reposts, by key."""
        return works(one.card for one in self.records())

    def successions(self) -> tuple[Succession, ...]:
        """Which plans are in force no more, and what replaces them."""
        return successions((one.card for one in self.records()), self.works())

    def path(self, record: Record) -> Path:
        """Where the file lies."""
        return self.folder / "files" / record.sha256[:2] / record.sha256 / record.name

    def find(self, name: str) -> Record:
        """The record of a key, or of the beginning of a sha256. CorpusError where there is none, or more than one."""
        found = [one for one in self.records() if one.key == name or (len(name) >= 6 and one.sha256.startswith(name))]
        if len(found) != 1:
            raise CorpusError(
                f"{self.folder} 里没有规划 {name}；holds no plan {name}: `cetu corpus list` names those that it holds"
            )
        return found[0]

    def add(self, path: Path, *, source: str | None = None, name: str | None = None) -> tuple[Record, bool]:
        """Take a file in; its record, and whether it is new here. ReadError where it cannot be read as a file."""
        data = _content(path)
        digest = hashlib.sha256(data).hexdigest()
        if known := _record(self.folder / "records" / f"{digest}.json"):
            return known, False
        called = safe_name(name or path.name)
        target = self.folder / "files" / digest[:2] / digest / called
        _write(target, data)
        record = self._described(target, digest, source or str(path.resolve()))
        said = {**asdict(record), "card": record.card.as_json()}
        _write(self.folder / "records" / f"{digest}.json", (json.dumps(said, ensure_ascii=False) + "\n").encode())
        return record, True

    def remove(self, record: Record) -> None:
        """Put a file out of the corpus; the next build takes its plan out of the graph."""
        (self.folder / "records" / f"{record.sha256}.json").unlink(missing_ok=True)
        shutil.rmtree(self.path(record).parent, ignore_errors=True)

    def _described(self, path: Path, digest: str, source: str) -> Record:
        taken = {one.key for one in self.records()}
        key = key_of(path.stem)
        if key in taken:
            key = f"{key}-{digest[:8]}"
        try:
            return Record(digest, path.name, key, source, replace(self._describe(path), key=key))
        except CetuError as error:
            unread = Card(key, None, None, None, None, False, digest, array("I"))
            return Record(digest, path.name, key, source, unread, str(error).replace(str(path), path.name))


def open_corpus(folder: Path, *, make: bool = False, describe: Describe = described) -> Corpus:
    """The corpus in a folder; `make` makes one where there is nothing yet. CorpusError otherwise.

    describe: reads what is added, where that is to be done elsewhere (`cetu.graph.workers.describing` has limits).
    """
    try:
        said = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if said != {"format": FORMAT}:
            raise CorpusError(
                f"{folder} 是另一版本的 cetu 建的，请另建；is a corpus of another version: add its files to a new one"
            )
    except FileNotFoundError:
        if not make:
            raise CorpusError(
                f"{folder} 里没有语料库；there is no corpus: make one with `cetu corpus add FILE`"
            ) from None
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CorpusError(
                f"{folder} 里有别的文件，请用 --corpus 换一个新文件夹；holds other files: choose a new folder"
            ) from None
        _write(folder / MARKER, json.dumps({"format": FORMAT}).encode())
    except (OSError, ValueError) as error:
        raise CorpusError(f"{folder / MARKER} 读不了，是语料库吗；cannot be read ({error}): is it a corpus?") from error
    return Corpus(folder, describe)


def is_corpus(folder: Path) -> bool:
    """Whether a folder is a corpus."""
    return (folder / MARKER).is_file()


def safe_name(name: str) -> str:
    """A file name that stays in its folder on every system.

    >>> safe_name("../../etc/passwd"), safe_name("规划 方案.pdf"), safe_name("..")
    ('..-..-etc-passwd', '规划 方案.pdf', 'file')
    """
    kept = _UNFIT.sub("-", name).strip(" .-") and _UNFIT.sub("-", name).rstrip(" .")[-120:]
    return kept or "file"


def _record(path: Path) -> Record | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(path.read_text(encoding="utf-8"))
        return Record(**{**said, "card": Card.of_json(said["card"])})
    return None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path}: 超过 {LARGEST // 1_000_000} MB，规划没有这么大；is larger than any plan")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}: 无法读取（{error.strerror}），请检查文件名和权限；"
            f"cannot be read: check its name and its permissions"
        ) from None


def _write(path: Path, data: bytes) -> None:
    """A whole file or none. CorpusError where it cannot be written."""
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CorpusError(
            f"{path} 写不了，请查磁盘和权限；cannot write ({error.strerror}): check the disk and the rights"
        ) from error


def siblings(corpus: Corpus, record: Record) -> Iterator[tuple[str, Record]]:
    """The other files of a record's plan: "repost" or "version", and their records."""
    by_key = {one.key: one for one in corpus.records()}
    for work in corpus.works():
        for version in work.versions:
            keys = (version.key, *version.reposts)
            if record.key in keys:
                yield from (("repost", by_key[key]) for key in keys if key != record.key)
                others = [one for one in work.versions if one is not version]
                yield from (("version", by_key[one.key]) for one in others)
