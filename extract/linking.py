"""Links from names to thesaurus concepts: the same technology named two ways meets, similar different ones do not.

A name is folded (width, space, brackets with an abbreviation, a closing 技术) and looked up; nothing is guessed.
"""

from __future__ import annotations

import re
from functools import cache

from cetu.extract.lexicon import pattern
from cetu.ontology.thesaurus import Thesaurus, ThesaurusName, fold, read_thesaurus

THESAURI: dict[str, ThesaurusName] = {
    "Technology": "technologies",
    "Industry": "industries",
    "Institution": "institutions",
    "Indicator": "indicators",
}
CLOSING = pattern("linking.closing")
SECTOR = pattern("linking.sector")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


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
    for form in _forms(kind, name):
        found = index.get(form, ())
        if len(found) == 1:
            return found[0]
    return None if kind != "Institution" else _department(thesaurus, name, jurisdiction)


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
    return {form: tuple(sorted(preferred.get(form) or others[form])) for form in preferred.keys() | others.keys()}


def folded(name: str) -> str:
    """A name without what does not change which thing is meant: case, space, quotes, subscripts, joints' marks."""
    bare = re.sub(r"[\s“”\"'《》「」·、，,]", "", fold(name)).translate(SUBSCRIPTS)
    return bare.replace("(", "（").replace(")", "）")


def _forms(kind: str, name: str) -> list[str]:
    """Forms to look up, the fullest first."""
    form = folded(name)
    bare = re.sub(r"（[a-z0-9]+）", "", form) or form
    closing = CLOSING if kind == "Technology" else SECTOR if kind == "Industry" else None
    forms = [form, bare]
    if closing is not None:
        forms += [closing.sub("", bare) or bare]
        if kind == "Industry":
            forms += [f"{forms[-1]}行业", f"{forms[-1]}业"]
        else:
            forms += [f"{forms[-1]}技术"]
    return list(dict.fromkeys(forms))


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
