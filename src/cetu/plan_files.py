"""Which plans a command line names: files, folders, ZIPs, globs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from cetu import corpus
from cetu.corpus.printed.scans import is_installed
from cetu.corpus.readers.files import HEAD, archive_of, kind_of, members
from cetu.corpus.readers.own import is_own_file
from cetu.ontology.errors import ReadError

if TYPE_CHECKING:
    from cetu.graph.manifest import Entry

SUFFIXES = frozenset(
    (".txt", ".html", ".htm", ".shtml", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".xlsx", ".xls", ".et", ".zip")
)
"""Names of files that a folder is searched for; a file named outright is read whatever it is called."""
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"))
"""Names of scans, which a folder is searched for where OCR is installed."""
TOLD = frozenset(("pdf", "docx", "html"))
"""Kinds that a file without a known name may be of, by its content."""


def find_plans(named: Iterable[Path], *, emptied: bool = False) -> list[Path]:
    """All plans that the paths name, each once, in the order named; a folder's in the order of their names.

    A ZIP stands for the files in it (规划.zip/方案.docx). Raises ReadError where a path names nothing: no such file, a
    folder, a ZIP or a glob without plans; a corpus that all was removed from, unless it may be `emptied`.
    """
    found: dict[Path, None] = {}
    for path in named:
        found.update(dict.fromkeys(_plans_of(path, emptied=emptied)))
    return list(found)


def shipped_plans() -> list[Path]:
    """The plans that come with cetu."""
    return _required(folder := Path(corpus.__file__).parent, folder.glob("*.txt"))


def corpus_keys(named: Iterable[Path]) -> dict[Path, str]:
    """The keys of files in those of the folders that are corpora."""
    from cetu.corpus.collection import is_corpus, open_corpus

    held = [open_corpus(path) for path in named if is_corpus(path)]
    return {corpus.path(record): record.key for corpus in held for record in corpus.records()}


def gone_from(named: Iterable[Path], *, prune: bool) -> Callable[[Entry], bool]:
    """Whether a plan of the store came from one of the folders named, and its file is there no more: of corpora, and
    with `prune` of any folder."""
    from cetu.corpus.collection import is_corpus

    folders = [path.resolve() for path in named if is_corpus(path) or (prune and path.is_dir())]

    def gone(entry: Entry) -> bool:
        path = Path(entry.path)
        there = path.exists() or archive_of(path) is not None
        return not there and any(folder in path.resolve().parents for folder in folders)

    return gone


def _plans_of(path: Path, *, emptied: bool) -> list[Path]:
    if (path / "cetu-corpus.json").is_file():
        held = sorted((path / "files").rglob("*.*"))
        return held if emptied else _required(path, held)
    if path.is_dir():
        return _required(path, (plan for one in path.rglob("*") if _may_be_plan(one) for plan in _unpacked(one)))
    if path.is_file():
        return _required(path, _unpacked(path)) if path.suffix.lower() == ".zip" else [path]
    if archive_of(path) is not None:
        return [path]
    if has_magic(str(path)):
        matching = (Path(one) for one in glob(str(path), recursive=True) if Path(one).is_file())
        return _required(path, (plan for one in matching for plan in _unpacked(one)))
    raise ReadError(f"{path}: 没有这个文件；no such file")


def _may_be_plan(path: Path) -> bool:
    """Whether a file of a folder can hold a plan: by its name, or where that says nothing by its first bytes. What cetu
    itself wrote there holds none."""
    suffix = path.suffix.lower()
    if path.name.startswith((".", "~$")) or not path.is_file():
        return False
    if suffix in SUFFIXES or (suffix in PICTURES and is_installed()):
        return not is_own_file(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return head.startswith(b"PK") or kind_of(head, path.name) in TOLD


def _unpacked(path: Path) -> Iterator[Path]:
    """A file, or in place of a ZIP the plans in it."""
    if path.suffix.lower() != ".zip":
        yield path
        return
    yield from (one for one in members(path) if one.suffix.lower() in SUFFIXES - {".zip"})


def _required(path: Path, found: Iterable[Path]) -> list[Path]:
    plans = sorted(found)
    if not plans:
        raise ReadError(
            f"{path}: 里面没有规划，请给出文件，或有文本、网页、Word、PDF、Excel 文件的文件夹；"
            f"no plan in {path}: name a file, or a folder that holds text, web, Word, PDF or Excel files"
        )
    return plans
