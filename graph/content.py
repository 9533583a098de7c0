"""The content graph: the plan, its sections and tasks, its things, direct triples, targets and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cetu.corpus.plan import Plan
from cetu.corpus.works import plain_title
from cetu.extract.extraction import OPEN_DOCUMENT, Entity, Extraction, MentionList, Relation, Target, Task
from cetu.graph.literals import Triple, chinese, decimal, integer, link, say, text
from cetu.graph.naming import PlanNames
from cetu.graph.scopes import scope_of
from cetu.graph.statements import RESTRICT, Said
from cetu.ontology.iri import mint
from cetu.ontology.terms import COMPARATORS, ENTITIES, LEVELS, MODALITIES, OPENNESS, RELATIONS, Cetu
from cetu.ontology.vocabularies import Rdf, Rdfs, Skos

PREDICATES = {**RELATIONS, RESTRICT: Cetu.restricts}
"""The property that each type of fact stands for."""

CONCEPTS = ("Technology", "Industry")
ROLES = {"leads": Cetu.lead, "takes_part": Cetu.participant}
WITH_STATUS = {"region_project": "Project", "region_cluster": "Cluster"}

Labels = Mapping[str, str]
"""Chinese names by IRI of what the thesauri hold."""


def content_triples(
    plan: Plan, extraction: Extraction, names: PlanNames, found: Iterable[Said], labels: Labels
) -> Iterator[Triple]:
    """All that the plan says, without where it says it."""
    yield from _document(plan, names, labels)
    yield from _sections(plan, names)
    for task in extraction.tasks:
        yield from _task(task, plan, names)
    for entity in extraction.entities:
        yield from _thing(entity, names, labels)
    yield from _cited(plan, extraction, names)
    facts = tuple(found)
    leading = {(said.subjects[0], said.object) for said in facts if said.type == "leads"}
    for said in facts:
        if said.type != "takes_part" or (said.subjects[0], said.object) not in leading:
            yield from direct(said)  # who leads a task does not merely take part, by whatever name
    for relation in extraction.relations:
        yield from _status(relation, extraction, names)
    regions = [entity for entity in extraction.entities if entity.type == "Region"]
    for target in once(extraction.targets, names):
        yield from _target(target, names, labels)
        scope = mint("region", target.scope) if target.scope else scope_of(target, plan, regions, names)
        if scope is not None:
            yield link(names.target(target), Cetu.scope, scope)
    for one in extraction.lists:
        yield from _list(one, extraction, names)


def direct(said: Said) -> Iterator[Triple]:
    """The triple that a fact asserts, none where it is said of a group; a responsible body has its part in a task."""
    if said.reading != "each":
        return
    subject = said.subjects[0]
    yield link(subject, PREDICATES[said.type], said.object)
    if said.type in ROLES:
        node = f"{said.object}/responsibility/{subject.rsplit('/', 1)[1]}"
        yield link(said.object, Cetu.hasResponsibility, node)
        yield link(node, Rdf.type, Cetu.Responsibility)
        yield link(node, Cetu.body, subject)
        yield link(node, Cetu.role, ROLES[said.type])


def _document(plan: Plan, names: PlanNames, labels: Labels) -> Iterator[Triple]:
    said, node = plan.document, names.plan
    title = said.title or plan.key
    yield link(node, Rdf.type, Cetu.Plan)
    yield say(node, Rdfs.label, chinese(title))
    yield say(node, Cetu.title, text(title))
    yield say(node, Cetu.plainTitle, text(plain_title(title)))
    yield link(node, Cetu.hasSourceText, names.text)
    yield link(node, Cetu.documentStatus, Cetu.draftVersion if said.draft else Cetu.issuedVersion)
    for name, value in (
        (Cetu.documentNumber, said.number),
        (Cetu.issuedOn, said.date),
        (Cetu.documentKind, said.kind),
    ):
        if value:
            yield say(node, name, text(value))
    yield from _reach(plan, node, labels)


def _cited(plan: Plan, extraction: Extraction, names: PlanNames) -> Iterator[Triple]:
    """The documents that the plan names, itself left out, and those that it puts out of force."""
    own = {plan.document.title, plan.document.notice}
    for entity in extraction.entities:
        if entity.type == "Document" and entity.rule != OPEN_DOCUMENT and entity.name not in own:
            yield link(names.plan, Cetu.cites, names.thing(entity))
            if entity.name in plan.document.repeals:
                yield link(names.plan, Cetu.repeals, names.thing(entity))


def _reach(plan: Plan, node: str, labels: Labels) -> Iterator[Triple]:
    """Who issued the plan, for where and when."""
    said = plan.document
    if said.level:
        yield link(node, Cetu.documentLevel, LEVELS[said.level])
    if said.jurisdiction:
        yield link(node, Cetu.jurisdiction, mint("region", said.jurisdiction))
    if said.period:
        yield say(node, Cetu.periodStart, integer(said.period[0]))
        yield say(node, Cetu.periodEnd, integer(said.period[1]))
    for issuer in said.issuers:
        body = mint("institution", issuer)
        yield link(node, Cetu.issuer, body)
        yield link(body, Rdf.type, Cetu.Institution)
        yield say(body, Rdfs.label, chinese(labels.get(body, issuer)))


def _sections(plan: Plan, names: PlanNames) -> Iterator[Triple]:
    for index, section in enumerate(plan.sections):
        node = names.section(index)
        yield link(node, Rdf.type, Cetu.Box if section.kind == "box" else Cetu.Section)
        yield link(node, Cetu.sectionOf, names.plan)
        yield say(node, Cetu.order, integer(index + 1))
        yield say(node, Cetu.sectionKind, text(section.kind))
        if section.parent is not None:
            yield link(node, Cetu.subsectionOf, names.section(section.parent))
        if isinstance(section.level, int):
            yield say(node, Cetu.level, integer(section.level))
        if section.number:
            yield say(node, Cetu.number, text(section.number))
        if section.title:
            yield from _headed(node, section.title)


def _headed(node: str, title: str) -> Iterator[Triple]:
    yield say(node, Cetu.heading, text(title))
    yield say(node, Rdfs.label, chinese(title))


def _task(task: Task, plan: Plan, names: PlanNames) -> Iterator[Triple]:
    """A task is the section whose heading it is; one that the plan's structure does not know gets a node of its own."""
    node = names.task(task)
    if task.orders:
        yield link(node, Rdf.type, Cetu.Task)
    if names.task_section(task) is None:
        yield link(node, Rdf.type, Cetu.Section)
        yield link(node, Cetu.sectionOf, names.plan)
        yield say(node, Cetu.order, integer(len(plan.sections) + task.start))
        yield from _headed(node, task.title)


def _thing(entity: Entity, names: PlanNames, labels: Labels) -> Iterator[Triple]:
    """Type and label of a thing; the label is the thesaurus's where it has one, so that a thing has one label."""
    node = names.thing(entity)
    label = chinese(labels.get(node, names.called(entity)))
    yield link(names.plan, Cetu.mentions, node)
    yield link(node, Rdf.type, ENTITIES[entity.type])
    yield say(node, Rdfs.label, label)
    if entity.type == "Document":
        yield say(node, Cetu.plainTitle, text(plain_title(entity.name)))
    if entity.type in CONCEPTS:
        yield link(node, Rdf.type, Skos.Concept)
        yield say(node, Skos.prefLabel, label)


def _status(relation: Relation, extraction: Extraction, names: PlanNames) -> Iterator[Triple]:
    """Whether a project or cluster exists, is to be built or is striven for, where the plan says so."""
    wanted = WITH_STATUS.get(relation.type)
    if wanted and relation.modality:
        for entity in extraction.entities:
            if entity.id == relation.tail and entity.type == wanted:
                yield link(names.thing(entity), Cetu.status, MODALITIES[relation.modality])


def once(targets: Iterable[Target], names: PlanNames) -> Iterator[Target]:
    """Each target once: what the plan commits to twice is one target with two places, described by the surest one."""
    best: dict[str, Target] = {}
    for target in targets:
        node = names.target(target)
        if node not in best or _rank(target) > _rank(best[node]):
            best[node] = target
    yield from best.values()


def _rank(target: Target) -> tuple[float, str, int, int, str]:
    return target.confidence, target.rule, -target.start, -target.end, target.text


def _target(target: Target, names: PlanNames, labels: Labels) -> Iterator[Triple]:
    node, indicator = names.target(target), names.indicator(target)
    yield link(node, Rdf.type, Cetu.Target)
    yield say(node, Rdfs.label, chinese(" ".join(target.text.split())))
    yield link(node, Cetu.saidBy, names.plan)
    yield link(node, Cetu.indicator, indicator)
    yield link(indicator, Rdf.type, Cetu.Indicator)
    yield say(indicator, Rdfs.label, chinese(labels.get(indicator, names.measured(target))))
    if target.op:
        yield link(node, Cetu.comparator, COMPARATORS[target.op])
    for name, year in ((Cetu.year, target.year), (Cetu.baselineYear, target.baseline_year)):
        if year is not None:
            yield say(node, name, integer(year))
    if target.value is None:
        yield say(node, Cetu.restsOn, text(target.text))
    else:
        yield from _quantity(node, target, target.value, labels)


def _quantity(target_node: str, target: Target, value: float | int, labels: Labels) -> Iterator[Triple]:
    node = f"{target_node}/quantity"
    yield link(target_node, Cetu.quantity, node)
    yield link(node, Rdf.type, Cetu.Quantity)
    yield say(node, Cetu.value, decimal(value))
    yield say(node, Cetu.printed, text(target.printed or str(value)))
    if target.unit:
        unit = mint("unit", target.unit)
        yield link(node, Cetu.unit, unit)
        yield link(unit, Rdf.type, Cetu.Unit)
        yield say(unit, Rdfs.label, chinese(labels.get(unit, target.unit)))


def _list(one: MentionList, extraction: Extraction, names: PlanNames) -> Iterator[Triple]:
    node = names.span("list", one.start, one.end)
    members = set(one.members)
    yield link(node, Rdf.type, Cetu.MentionList)
    yield link(node, Cetu.saidBy, names.plan)
    yield link(node, Cetu.openness, OPENNESS[one.openness])
    if one.count is not None:
        yield say(node, Cetu.listCount, integer(one.count))
    for entity in extraction.entities:
        if entity.id in members:
            yield link(node, Cetu.listMember, names.span("mention", entity.start, entity.end))
