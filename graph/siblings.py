"""Files and versions of one plan, as quads of the links graph: `id:graph/links`.

A repost is a further file of the plan that it repeats. A draft or an earlier version is a plan of its own, for it says
things of its own; the version that counts has it as a version, and a `cetu:Sameness` says by which rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cetu.corpus.succession import REPEALED, Succession
from cetu.corpus.works import Version, Work
from cetu.graph.background import LINKS_GRAPH
from cetu.graph.literals import Triple, lines, link, say, text
from cetu.graph.naming import digest
from cetu.graph.shelf import Made
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.ontology.vocabularies import Rdf

RULE = "corpus.works"
"""The rule that says two texts are versions of one plan: `cetu.corpus.works.is_version`."""


def sibling_lines(works: Iterable[Work], made: Mapping[str, Made], successions: Iterable[Succession] = ()) -> list[str]:
    """N-Quads lines of all works that have more than one file and of what replaces what, sorted; `made` is what is
    known of each key."""
    triples = {triple for work in works for triple in _work(work, made)}
    triples |= {triple for one in successions for triple in _succession(one)}
    return lines(sorted(triples), LINKS_GRAPH)


def _succession(one: Succession) -> Iterator[Triple]:
    later, earlier = mint("plan", one.later), mint("plan", one.earlier)
    yield link(later, Cetu.supersedes, earlier)
    if one.rule == REPEALED:
        yield link(later, Cetu.repeals, earlier)


def _work(work: Work, made: Mapping[str, Made]) -> Iterator[Triple]:
    first, *others = work.versions
    plan = mint("plan", first.key)
    for version in work.versions:
        for key in version.reposts:
            yield from _file(mint("plan", version.key), made[key])
    if not others:
        return
    for version in work.versions:
        yield from _version(plan, version, made)
    same = [mint("plan", version.key) for version in work.versions]
    node = mint("sameness", digest(RULE, *same))
    yield link(node, Rdf.type, Cetu.Sameness)
    yield say(node, Cetu.rule, text(RULE))
    for one in same:
        yield link(node, Cetu.same, one)


def _version(plan: str, version: Version, made: Mapping[str, Made]) -> Iterator[Triple]:
    node = f"{mint('plan', version.key)}/version"
    yield link(plan, Cetu.hasVersion, node)
    yield link(node, Rdf.type, Cetu.PlanVersion)
    yield link(node, Cetu.documentStatus, Cetu.draftVersion if version.draft else Cetu.issuedVersion)
    yield link(node, Cetu.hasSourceText, mint("text", made[version.key].card.sha256))
    for key in (version.key, *version.reposts):
        yield from _file(node, made[key])


def _file(owner: str, made: Made) -> Iterator[Triple]:
    """A file that carries a text; named as in the plan's own graphs."""
    file = f"{mint('plan', made.key)}/file/{mint(made.file).rsplit('/', 1)[1]}"
    yield link(owner, Cetu.hasFile, file)
    yield link(file, Rdf.type, Cetu.File)
    yield say(file, Cetu.fileName, text(made.file))
