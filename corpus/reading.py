"""A file becomes a Plan: read, repair, outline, describe."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from importlib import resources
from pathlib import Path

from cetu.corpus.describing.document import describe
from cetu.corpus.outline import outline
from cetu.corpus.plan import Plan, Source
from cetu.corpus.readers.files import read_bytes
from cetu.corpus.readers.reading import source_from_bytes
from cetu.corpus.readers.source import SourceText
from cetu.corpus.view import repair
from cetu.ontology.errors import ReadError

UNSAFE = re.compile(r"[\s/\\?#\[\]@!$&'()*+,;=:%<>\"{}|^`\x00-\x1f\x7f\ud800-\udfff]+")

LONGEST = 500_000
"""Characters that a plan has at most; a five-year plan of a province has some 100,000."""


def read_plan(path: Path | str) -> Plan:
    """The plan in a file of any kind that cetu reads, also in a file inside a ZIP (`规划.zip/方案.docx`).

    Raises ReadError, in one line that says what to do, where there is none.
    """
    path = Path(path)
    return plan_from_bytes(read_bytes(path), path)


def plan_from_bytes(data: bytes, path: Path) -> Plan:
    """The plan in the bytes that a file at `path` held when they were read. Raises ReadError like `read_plan`."""
    return plan_from_source(source_from_bytes(data, str(path)), key_of(path.stem), name=path.name)


def plan_from_text(text: str, key: str, *, name: str | None = None, encoding: str = "utf-8") -> Plan:
    """The plan that a text is. `key` names it in IRIs; `name` and `encoding` say where the text came from."""
    return plan_from_source(SourceText(text, "text", encoding), key, name=name or f"{key}.txt")


def plan_from_source(source: SourceText, key: str, *, name: str) -> Plan:
    """The plan that a file's text is. `key` names it in IRIs, `name` is the file's."""
    text = source.text
    if len(text) > LONGEST:
        raise ReadError(
            f"{name}: 有 {len(text):,} 字，规划没有这么长（至多 {LONGEST:,} 字），请拆开；"
            f"has more characters than any plan: split it"
        )
    view = repair(text)
    if not view.text:
        raise ReadError(f"{name}: 文件是空的，请给出有规划正文的文件；is empty: give a file with the text of a plan")
    sections = outline(text, view)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    origin = Source(
        name,
        source.encoding,
        digest,
        source.kind,
        source.pages,
        tuple((one.label, one.address) for one in source.attachments),
        source.notes,
    )
    return Plan(key, text, view, sections, describe(text, view, sections), origin)


def key_of(stem: str) -> str:
    """Key of a plan from its file's name: NFC, white space and reserved characters made into "-".

    >>> key_of("辽宁省 方案（2023—2030年）#1")
    '辽宁省-方案（2023—2030年）-1'
    """
    return UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-.") or "plan"


def shipped_plan() -> Path:
    """The plan that ships with cetu: Liaoning's 2023 plan for science and technology behind carbon neutrality."""
    return Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))
