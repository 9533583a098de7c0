"""How a plan names its bodies: one body abbreviated two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cetu.extract.extraction import Entity
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.paper import Paper
from cetu.queries.checking.findings import Finding, finding, place

LEVEL = re.compile(
    r"^(?:国家|中国|全国|省级?|市级?|县级?|区级?|自治区|[\u4e00-\u9fff]{2,3}(?:省|市|自治区|维吾尔自治区|壮族自治区|回族自治区))"
)
PARTY = re.compile(r"党中央|中共|党委|省委|市委|区委|县委|国务院")
"""The Party's organs and the State Council have set phrases of their own."""
LONGEST = 8
"""Characters up to which a name without its level is an abbreviation rather than a name in full."""


def check_bodies(paper: Paper) -> Iterator[Finding]:
    """Findings of the rule body-names. A body in full beside its one short form is as it should be."""
    named: dict[tuple[str, str], dict[str, list[Entity]]] = defaultdict(lambda: defaultdict(list))
    for one in paper.extraction.entities:
        if one.type != "Institution" or one.parts or PARTY.search(one.text):
            continue
        bare = bare_name(one.text)
        if (concept := _concept(bare, one.concept)) is not None:
            named[concept, "".join(one.text.split())[: -len(bare)]][bare].append(one)
    for (concept, _), forms in named.items():
        full = _full_names(concept)
        short = {form: found for form, found in forms.items() if form and form not in full and len(form) <= LONGEST}
        if len(short) < 2:
            continue
        ordered = sorted(short.items(), key=lambda one: (-len(one[1]), one[1][0].start))
        usual, rest = ordered[0], ordered[1:]
        for _, found in rest:
            message = f"“{_text(found[0])}”（{len(found)}处）与“{_text(usual[1][0])}”（{len(usual[1])}处）指同一单位"
            here, there = (place(paper, one.start, one.end) for one in (found[0], usual[1][0]))
            yield finding("body-names", message, here, there)


def _text(one: Entity) -> str:
    return "".join(one.text.split())


def bare_name(text: str) -> str:
    """The name without the level or the place before it.

    >>> bare_name("省发展改革委"), bare_name("国家发展改革委"), bare_name("辽宁省科技厅")
    ('发展改革委', '发展改革委', '科技厅')
    """
    bare = "".join(text.split())
    while (found := LEVEL.match(bare)) and len(bare) - found.end() >= 2:
        bare = bare[found.end() :]
    return bare


def _concept(bare: str, concept: str | None) -> str | None:
    """What the thesaurus has a body as: itself, or the kind of office (住建厅 of any province)."""
    if concept:
        return concept
    found = read_thesaurus("institutions").by_name(bare)
    return found[0].iri if len(found) == 1 else None


def _full_names(concept: str) -> set[str]:
    found = read_thesaurus("institutions").get(concept)
    return {bare_name(found.label)} if found else set()
