"""Rulings: what people say of names, that two name one thing or that they do not; a file beside the store that every
later build and alignment keeps to (`renaming` applies it).

A UTF-8 TSV (a byte-order mark is allowed), one ruling a line in any order, so that two people's files merge in git:

    判断	类别	名称	与	说明
    合并	技术	光储直柔配电	光储直柔	王工：同一技术
    分开	技术	绿色电力	绿电交易

合并: the name means what 与 means; the thing is called by 与, or by the thesaurus where 与 is in it. 分开: the two are
never one; the name that the thesaurus does not prefer becomes a thing of its own. A line whose 判断 is empty says
nothing yet, and one that begins with # is for people.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cetu.extract.linking import folded
from cetu.graph.endpoint import is_address
from cetu.graph.naming import digest
from cetu.ontology.errors import StoreError

HEAD = ("判断", "类别", "名称", "与", "说明")
VERDICTS = {"合并": "same", "same": "same", "分开": "apart", "apart": "apart"}
KINDS = {"技术": "Technology", "产业": "Industry", "机构": "Institution", "指标": "Indicator", "文件": "Document"}
"""The kinds that plans share, as the file calls them; their types are read too."""
ZH = {kind: word for word, kind in KINDS.items()}

Name = tuple[str, str]
"""Kind and folded name."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One line: whether `name` and `other` of a kind are the same. note: for people; line: its number, 0 unknown."""

    same: bool
    kind: str
    name: str
    other: str
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Name:
        return self.kind, folded(self.name)

    @property
    def pair(self) -> tuple[str, frozenset[str]]:
        return self.kind, frozenset((folded(self.name), folded(self.other)))


@dataclass(frozen=True)
class Rulings:
    """Rulings that do not contradict each other."""

    rulings: tuple[Ruling, ...] = ()

    @cached_property
    def digest(self) -> str:
        """What they come to, the same in whatever order they stand; "" without any."""
        lines = sorted("\t".join((str(one.same), one.kind, one.name, one.other)) for one in self.rulings)
        return digest(*lines) if lines else ""

    @cached_property
    def merged(self) -> dict[Name, str]:
        """The name that each merged one means, followed to the end (甲 means 乙 and 乙 means 丙: 甲 means 丙, and 丙
        itself)."""
        direct = {one.key: one.other for one in self.rulings if one.same}
        found = {}
        for key in direct:
            name, met = direct[key], {key}
            while (step := (key[0], folded(name))) in direct and step not in met:
                met.add(step)
                name = direct[step]
            found[key] = name
        return {**{(kind, folded(name)): name for (kind, _), name in found.items()}, **found}

    @cached_property
    def apart(self) -> dict[Name, tuple[str, ...]]:
        """The names that each one is not."""
        found: dict[Name, tuple[str, ...]] = {}
        for one in self.rulings:
            if not one.same:
                for name, other in ((one.name, one.other), (one.other, one.name)):
                    key = (one.kind, folded(name))
                    found[key] = (*found.get(key, ()), other)
        return found

    @cached_property
    def pairs(self) -> frozenset[tuple[str, frozenset[str]]]:
        """Every pair of which something was ruled."""
        return frozenset(one.pair for one in self.rulings)


def rulings_path(store: str | os.PathLike[str]) -> Path:
    """`STORE.names.tsv`, beside the store's folder; beside `cetu-store` for a store at an address."""
    folder = Path(os.path.abspath("cetu-store" if is_address(os.fspath(store)) else store))
    return folder.with_name(f"{folder.name}.names.tsv")


def read_rulings(path: Path) -> Rulings:
    """The rulings of a file, none where there is no file. StoreError names the lines that are none or contradict."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Rulings()
    except (OSError, UnicodeError) as error:
        raise StoreError(f"{path}: 读不了，请存为 UTF-8 的 TSV；cannot be read ({error})") from error
    return Rulings(tuple(_consistent(rulings_of(text, str(path)), str(path))))


def rulings_of(text: str, where: str) -> list[Ruling]:
    """The rulings that a text in the file's format holds, those not decided left out. StoreError names a wrong line."""
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        ruling([cell.strip() for cell in row], f"{where}, line {number}", number)
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row) and tuple(row[:4]) != HEAD[:4] and not row[0].startswith("#") and row[0]
    ]


def ruling(cells: list[str], where: str, line: int = 0) -> Ruling:
    """A ruling from the cells of its row. StoreError says what is wrong with it."""
    verdict, kind, name, other, note = [*cells, *[""] * len(HEAD)][: len(HEAD)]
    if verdict not in VERDICTS:
        raise StoreError(f"{where}: 判断应是“合并”“分开”或空着，不是“{verdict}”；say 合并 (same) or 分开 (apart)")
    if kind not in KINDS and kind not in ZH:
        raise StoreError(f"{where}: 类别应是 {'、'.join(KINDS)} 之一，不是“{kind}”；no such kind")
    if not folded(name) or not folded(other):
        raise StoreError(f"{where}: “名称”和“与”都要填；both names are needed, with a tab between the columns")
    if folded(name) == folded(other):
        raise StoreError(f"{where}: “{name}”与“{other}”只差写法，本来就是一个名称；the two are one name")
    return Ruling(VERDICTS[verdict] == "same", KINDS.get(kind, kind), name, other, note, line)


def _consistent(found: Iterable[Ruling], where: str) -> Iterable[Ruling]:
    """The rulings, each once. StoreError where two of them contradict."""
    by_pair: dict[tuple[str, frozenset[str]], Ruling] = {}
    by_name: dict[Name, Ruling] = {}
    for one in found:
        known = by_pair.setdefault(one.pair, one)
        rival = by_name.setdefault(one.key, one) if one.same else one
        for other in (known if known.same != one.same else None, rival if rival.pair != one.pair else None):
            if other:
                raise StoreError(
                    f"{where}: 第{other.line}行与第{one.line}行矛盾（“{one.name}”）；lines {other.line} and {one.line} "
                    f"contradict each other: keep one of the two"
                )
        if known is one:
            yield one


def add_rulings(path: Path, new: Iterable[Ruling]) -> int:
    """Add those that are not in the file yet, at its end; how many they are. StoreError where one contradicts the
    file, which then stays as it is, or where it cannot be written."""
    known = read_rulings(path)
    pairs = {(one.pair, one.same) for one in known.rulings}
    fresh = [one for one in new if (one.pair, one.same) not in pairs]
    old = path.read_text(encoding="utf-8-sig") if path.exists() else "\t".join(HEAD) + "\n"
    lines = "".join(ruling_line(one) for one in fresh)
    text = old + ("" if old.endswith("\n") else "\n") + lines
    list(_consistent(rulings_of(text, str(path)), str(path)))
    if fresh:
        _write(path, text)
    return len(fresh)


def ruling_line(one: Ruling) -> str:
    """A ruling as its line of the file, with the line break."""
    cells = ("合并" if one.same else "分开", ZH[one.kind], one.name, one.other, one.note)
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise StoreError(f"{path} 写不了，请查权限；cannot write ({error.strerror}): check the rights") from error
    finally:
        beside.unlink(missing_ok=True)
