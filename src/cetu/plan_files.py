"""Which plans a command line names: files, folders, globs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from cetu import corpus
from cetu.ontology.errors import ReadError

if TYPE_CHECKING:
    from cetu.graph.manifest import Entry

SUFFIXES = (".txt",)
"""File names that a folder is searched for; a file named outright is read whatever it is called."""


def find_plans(named: Iterable[Path]) -> list[Path]:
    """All plans that the paths name, each once, in the order named; a folder's in the order of their names.

    Raises ReadError where a path names nothing: no such file, a folder or glob without plans.
    """
    found: dict[Path, None] = {}
    for path in named:
        found.update(dict.fromkeys(_plans_of(path)))
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
        return not path.exists() and any(folder in path.resolve().parents for folder in folders)

    return gone


def _plans_of(path: Path) -> list[Path]:
    if (path / "cetu-corpus.json").is_file():
        return _required(path, (path / "files").rglob("*.*"))
    if path.is_dir():
        return _required(path, (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()))
    if not path.exists() and has_magic(str(path)):
        return _required(path, (Path(one) for one in glob(str(path), recursive=True) if Path(one).is_file()))
    if not path.exists():
        raise ReadError(f"no such file: {path}")
    return [path]


def _required(path: Path, found: Iterable[Path]) -> list[Path]:
    plans = sorted(found)
    if not plans:
        raise ReadError(f"no plan in {path}: name a file, or a folder that holds {' or '.join(SUFFIXES)} files")
    return plans
