"""A file becomes a Plan: read, repair, outline, describe."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from glob import glob, has_magic
from importlib import resources
from pathlib import Path

from cetu.corpus.describing.document import describe
from cetu.corpus.outline import outline
from cetu.corpus.plan import Plan, Source
from cetu.corpus.text import read_text
from cetu.corpus.view import repair
from cetu.ontology.errors import ReadError

ENDINGS = (".txt",)
UNSAFE = re.compile(r"[\s/\\?#\[\]@!$&'()*+,;=:%<>\"{}|^`\x00-\x1f\x7f\ud800-\udfff]+")


def read_plan(path: Path | str) -> Plan:
    """The plan in a text file. Raises ReadError, in one line that says what to do, where there is none."""
    path = Path(path)
    text, encoding = read_text(path)
    return plan_from_text(text, key_of(path.stem), name=path.name, encoding=encoding)


def plan_from_text(text: str, key: str, *, name: str | None = None, encoding: str = "utf-8") -> Plan:
    """The plan that a text is. `key` names it in IRIs; `name` and `encoding` say where the text came from."""
    view = repair(text)
    if not view.text:
        raise ReadError(f"{name or key} is empty: give a file with the text of a plan")
    sections = outline(text, view)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = describe(text, view, sections)
    return Plan(key, text, view, sections, document, Source(name or f"{key}.txt", encoding, digest))


def key_of(stem: str) -> str:
    """Key of a plan from its file's name: NFC, white space and reserved characters made into "-".

    >>> key_of("辽宁省 方案（2023—2030年）#1")
    '辽宁省-方案（2023—2030年）-1'
    """
    return UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-.") or "plan"


def find_plans(paths: Sequence[Path | str]) -> list[Path]:
    """Files of the given files, folders and globs, each once, folders in order of name.

    Raises ReadError for a path that is not there and for a folder or glob without plans.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
            if not files:
                raise ReadError(f"{path} holds no plans: cetu reads files that end in {', '.join(ENDINGS)}")
        elif path.is_file():
            files = [path]
        elif has_magic(str(given)):
            files = sorted(Path(p) for p in glob(str(given), recursive=True) if Path(p).is_file())
            if not files:
                raise ReadError(f"{given} matches no file: check the pattern")
        else:
            raise ReadError(f"{path}: there is no such file or folder")
        found.update(dict.fromkeys(files))
    return list(found)


def shipped_plan() -> Path:
    """The plan that ships with cetu: Liaoning's 2023 plan for science and technology behind carbon neutrality."""
    return Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
