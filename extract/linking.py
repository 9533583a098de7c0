"""Links from names to thesaurus concepts: the same technology named two ways meets, similar different ones do not.

A name is folded (width, space, brackets with an abbreviation, a closing 技术, an opening 先进) and looked up;
nothing is guessed. A technology that no thesaurus has is called by its name without its closing 技术, so that two
plans' names of it meet.
"""

from __future__ import annotations

import re
from functools import cache

from cetu.extract.lexicon import pattern, words
from cetu.ontology.thesaurus import Thesaurus, ThesaurusName, fold, read_thesaurus

THESAURI: dict[str, ThesaurusName] = {
    "Technology": "technologies",
    "Industry": "industries",
    "Institution": "institutions",
    "Indicator": "indicators",
}
CLOSING = pattern("linking.closing")
OPENING = pattern("linking.opening")
ABBREVIATED = re.compile(r"[（(][A-Za-z0-9+/-]+[）)]$")
JOINTS = re.compile(r"[和与及的]")
LEAST_NAME = 4
"""Characters that a name needs without its 技术: 环保 is more than 环保技术."""
LONGEST_PLAIN = 10
"""Characters up to which a name reads well without its 的."""
SHORT = 5
"""Characters from which a name's joints change nothing: 水、电 is not 水电."""
SECTOR = pattern("linking.sector")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉＋－／０１２３４５６７８９", "0123456789+-/0123456789")


@cache
def link(kind: str, name: str, jurisdiction: str | None) -> str | None:
    """IRI of the one concept that bears the name, None where none or several do.

    >>> link("Technology", "碳捕集利用与封存（CCUS）技术", None) == link("Technology", "CCUS", None) is not None
    True
    """
    if kind not in THESAURI:
        return None
    thesaurus = read_thesaurus(THESAURI[kind])
    index = _index(THESAURI[kind])
    for _, form in _forms(kind, name):
        found = index.get(form, ())
        if len(found) == 1:
            return None if _is_kind(found[0]) else found[0]
    return None if kind != "Institution" else _department(thesaurus, name, jurisdiction)


def _loose(form: str) -> str:
    """A folded name without its joints and with one word for what has several, "" where it is too short for that."""
    bare = JOINTS.sub("", form)
    for said, meant in _synonyms():
        bare = bare.replace(said, meant)
    return bare if len(bare) > SHORT else ""


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Words that mean the same in names of technologies, and the one that stands for them."""
    rows = [line.partition("\t") for line in sorted(words("synonyms"))]
    return tuple((said, meant) for said, _, meant in rows)


def way(kind: str, name: str, label: str) -> str:
    """How a name came to mean the thing of this label: spelling, alias, bracket, closing, newness, wording,
    sector, department.

    >>> way("Technology", "CCUS", "碳捕集利用与封存"), way("Technology", "热泵关键技术", "热泵")
    ('alias', 'closing')
    """
    if folded(name) == folded(label):
        return "spelling"
    known = _index(THESAURI[kind]) if kind in THESAURI else {}
    bearing = {iri for form, iris in known.items() if form == folded(label) for iri in iris}
    for rule, form in _forms(kind, name):
        if form == folded(label) or bearing & set(known.get(form, ())):
            return rule
    return "department" if kind == "Institution" else "closing"


def plain_name(kind: str, name: str) -> str:
    """What a thing is called that no thesaurus has: a technology without quotes, a bracketed abbreviation and 技术.

    >>> plain_name("Technology", "“光储一体”供电技术"), plain_name("Technology", "节能技术")
    ('光储一体供电', '节能技术')
    """
    if kind != "Technology":
        return name
    bare = re.sub(r"[“”\"]", "", name).strip() or name
    bare = re.sub(r"(?<=..)的(?=..)", "", bare) if len(bare) <= LONGEST_PLAIN else bare
    for closing in (CLOSING, ABBREVIATED, CLOSING):
        short = closing.sub("", bare)
        bare = short if len(short) >= LEAST_NAME else bare
    return bare


def _is_kind(iri: str) -> bool:
    """Whether a concept is a kind of departments, of which every place has its own."""
    return "/institution/kind/" in iri


@cache
def _index(name: ThesaurusName) -> dict[str, tuple[str, ...]]:
    """IRIs by folded name; concepts that prefer a name come before those that only bear it."""
    thesaurus = read_thesaurus(name)
    preferred: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for concept in thesaurus.concepts:
        preferred.setdefault(folded(concept.label), set()).add(concept.iri)
        for alt in concept.alt_labels:
            others.setdefault(folded(alt), set()).add(concept.iri)
    found = {form: tuple(sorted(preferred.get(form) or others[form])) for form in preferred.keys() | others.keys()}
    loose: dict[str, set[str]] = {}
    for form, iris in found.items() if name == "technologies" else ():
        if bare := _loose(form):
            loose.setdefault(bare, set()).update(iris)
    return {form: tuple(sorted(iris)) for form, iris in loose.items()} | found


def folded(name: str) -> str:
    """A name without what does not change which thing is meant: case, space, quotes, subscripts, joints' marks."""
    bare = re.sub(r"[\s“”\"'《》「」]", "", fold(name)).translate(SUBSCRIPTS).replace("(", "（").replace(")", "）")
    joined = re.sub(r"[·、，,]", "", bare)
    return joined if len(joined) >= SHORT else bare


def _forms(kind: str, name: str) -> list[tuple[str, str]]:
    """Forms to look up, the fullest first, each with what makes it."""
    form = folded(name)
    bare = re.sub(r"（[a-z0-9]+）", "", form) or form
    forms = [("alias", form), ("bracket", bare)]
    if kind == "Technology":
        short = CLOSING.sub("", bare) or bare
        forms += [("closing", short), ("closing", f"{short}技术")]
        plain = OPENING.sub("", short)
        forms += [("newness", plain), ("newness", f"{plain}技术")]
        forms += [("wording", loose)] if (loose := _loose(short)) else []
    elif kind == "Industry":
        short = SECTOR.sub("", bare) or bare
        forms += [("sector", one) for one in (short, f"{short}行业", f"{short}业")]
    return list({form: (rule, form) for rule, form in reversed(forms)}.values())[::-1]


def department_name(name: str) -> str | None:
    """The full name of the kind of department that a name without its place means, None where it means none.

    >>> department_name("发改委"), department_name("科技部")
    ('发展和改革委员会', None)
    """
    kinds = [iri for iri in _index("institutions").get(folded(name), ()) if _is_kind(iri)]
    return read_thesaurus("institutions")[kinds[0]].label if len(kinds) == 1 else None


def _department(thesaurus: Thesaurus, name: str, jurisdiction: str | None) -> str | None:
    """省科技厅 in a plan of Liaoning is 辽宁省科学技术厅, where the thesaurus has that office."""
    if not jurisdiction or not name.startswith(("省", "市", "自治区")):
        return None
    regions = read_thesaurus("regions").by_notation(f"{jurisdiction[:2]}0000")
    if len(regions) != 1 or not name.startswith("省"):
        return None
    full = f"{regions[0].label}{name[1:]}"
    found = _index("institutions").get(folded(full), ())
    return found[0] if len(found) == 1 else None
