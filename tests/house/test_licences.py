"""The default install holds nothing under the GPL or AGPL; what is not permissive is named in NOTICE."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

NOTICE = Path(__file__).parents[2] / "NOTICE"
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|CC0|W3C|Unlicense|HPND", re.IGNORECASE)
COPYLEFT = re.compile(r"(?<![A-Z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)


def closure(name: str) -> set[str]:
    """The distribution and all that it needs, without extras."""
    seen: set[str] = set()
    queue = [name]
    while queue:
        one = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        try:
            needs = metadata.requires(one) or []
        except metadata.PackageNotFoundError:
            continue  # needed on another system or Python only
        if one not in seen:
            seen.add(one)
            queue += [re.split(r"[^\w.-]", need)[0] for need in needs if "extra ==" not in need]
    return seen - {"cetu"}


def licence(name: str) -> str:
    said = metadata.metadata(name)
    classifiers = [one for one in said.get_all("Classifier") or [] if one.startswith("License")]
    fields = [*(said.get_all("License-Expression") or []), *(one[:200] for one in said.get_all("License") or [])]
    return " ".join([*fields, *classifiers])


def test_nothing_is_under_the_gpl() -> None:
    assert {one: licence(one) for one in closure("cetu") if COPYLEFT.search(licence(one))} == {}


def test_what_is_not_permissive_is_named_in_notice() -> None:
    others = {one for one in closure("cetu") if not PERMISSIVE.search(licence(one))}
    notice = NOTICE.read_text(encoding="utf-8").lower()
    assert {one for one in others if one not in notice} == set()
    assert "owlready2" in others


def test_every_library_that_is_asked_for_is_in_notice() -> None:
    needs = [re.split(r"[^\w.-]", need)[0] for need in metadata.requires("cetu") or [] if "extra ==" not in need]
    notice = NOTICE.read_text(encoding="utf-8").lower()
    assert [one for one in needs if one.lower() not in notice] == []


def test_pellet_is_never_called() -> None:
    root = NOTICE.parent
    code = [
        path
        for room in ("corpus", "ontology", "extract", "graph", "queries", "visual", "src")
        for path in (root / room).rglob("*.py")
    ]
    assert code
    assert [path.name for path in code if "sync_reasoner_pellet" in path.read_text(encoding="utf-8")] == []
