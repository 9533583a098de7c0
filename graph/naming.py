"""IRIs of everything that one plan says, as docs/model.md lays them down: readable, NFC, a function of names alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Target, Task
from cetu.extract.linking import department_name, plain_name
from cetu.ontology.iri import ID, mint, segments_of
from cetu.ontology.thesaurus import read_thesaurus

SHARED = {"Technology": "technology", "Industry": "industry", "Institution": "institution", "Document": "document"}
"""Types whose things are the same in every plan, with their place in the IRI."""

OWN = {"Cluster": "cluster", "Project": "project"}
"""Types whose things are one plan's own: 国家技术创新中心 in two plans are two."""

NAMES_GRAPH = mint("graph", "names")
"""What things that plans share are and are called."""

LEVELS = ("省", "自治区", "市")
"""The words for its own level with which a department is named."""

NATION = "000000"
SEPARATOR = "\x1f"


def digest(*fields: str) -> str:
    """First 16 hex digits of the sha256 of the fields, which are kept apart by a character that no field holds.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    return hashlib.sha256(SEPARATOR.join(fields).encode()).hexdigest()[:16]


def _of_its_place(name: str, jurisdiction: str | None) -> str:
    """The full name of a department with the province or city that it means in a plan of this jurisdiction (GB/T 2260).

    >>> _of_its_place("省能源局", "370000"), _of_its_place("市科技局", "210200"), _of_its_place("省能源局", "210200")
    ('山东省能源局', '大连市科学技术局', '辽宁省能源局')
    >>> _of_its_place("工信厅", "210200"), _of_its_place("市场监管局", "210200"), _of_its_place("科技部", "210200")
    ('辽宁省工业和信息化厅', '大连市市场监督管理局', '科技部')
    >>> _of_its_place("市科技局", "210000"), _of_its_place("省能源局", None), _of_its_place("科技厅", "000000")
    ('市科技局', '省能源局', '科技厅')
    """
    level = next((one for one in LEVELS if name.startswith(one) and not name.startswith(("市场", "市政"))), "")
    bare = name.removeprefix(level)
    kind = department_name(bare)
    if not jurisdiction or jurisdiction == NATION or not (level or kind):
        return name
    code = jurisdiction
    if level:
        code = f"{jurisdiction[:4]}00" if level == "市" else f"{jurisdiction[:2]}0000"
    elif bare.endswith("厅"):
        code = f"{jurisdiction[:2]}0000"
    for region in read_thesaurus("regions").by_notation(code):
        if region.label.endswith(level):
            return region.label + (kind or bare)
    return name


class PlanNames:
    """The IRIs of one plan's things. Holds the paths of the plan's sections, which are counted once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.plan = mint("plan", plan.key)
        self.text = mint("text", plan.source.sha256)
        self.content = self.own("graph", "content")
        self.evidence = self.own("graph", "evidence")
        self.inferred = self.own("graph", "inferred")
        self.graphs = (self.content, self.evidence, self.inferred)

    def own(self, *parts: str) -> str:
        """An IRI under the plan's."""
        return f"{self.plan}/{mint(*parts).removeprefix(ID)}"

    def span(self, kind: str, start: int, end: int) -> str:
        """A mention, a sentence or a list, named by where it stands."""
        return f"{self.plan}/{kind}/{start}-{end}"

    @cached_property
    def section_paths(self) -> tuple[str, ...]:
        """`2.1` for the first section inside the second one, in the order of `Plan.sections`."""
        met: Counter[int | None] = Counter()
        paths: list[str] = []
        for section in self._plan.sections:
            met[section.parent] += 1
            above = "" if section.parent is None else paths[section.parent] + "."
            paths.append(f"{above}{met[section.parent]}")
        return tuple(paths)

    @cached_property
    def _headings(self) -> dict[int, int]:
        """Index of the section by each offset of its heading; the first section where two share one."""
        return {
            offset: index
            for index, section in reversed(list(enumerate(self._plan.sections)))
            for offset in range(section.heading_start, max(section.heading_end, section.heading_start + 1))
        }

    def section(self, index: int) -> str:
        return f"{self.plan}/section/{self.section_paths[index]}"

    def task_section(self, task: Task) -> int | None:
        """Index of the section whose heading the task is; None where the plan's structure has no such heading."""
        return self._headings.get(task.start)

    def task(self, task: Task) -> str:
        index = self.task_section(task)
        return self.own("section", f"at-{task.start}") if index is None else self.section(index)

    def called(self, entity: Entity) -> str:
        """What the graph calls the thing: a department named by its level is that of the plan's own place.

        省能源局 in a plan of Shandong is 山东省能源局, and no other province's.
        """
        if entity.concept and entity.type in SHARED:
            return segments_of(entity.concept)[-1] if entity.concept.startswith(ID) else entity.name
        return self.named(entity)

    def named(self, entity: Entity) -> str:
        """What the plan calls it, a department with its place; the thesaurus may call it otherwise."""
        if entity.type == "Institution" and not entity.concept:
            return _of_its_place(entity.name, self._plan.document.jurisdiction)
        return plain_name(entity.type, entity.name)

    def thing(self, entity: Entity) -> str:
        """The thing that an entity names: its concept in the thesaurus where it is linked to one."""
        if entity.concept and entity.concept.startswith(ID):
            return entity.concept
        if entity.type == "Region":
            return mint("region", entity.code or entity.name)
        if entity.type in OWN:
            return self.own(OWN[entity.type], entity.name)
        return mint(SHARED[entity.type], self.called(entity))

    def target(self, target: Target) -> str:
        """INDICATOR/YEAR/OP/VALUE, a hyphen for what the text does not say, and the code of a region that is not the
        plan's own."""
        value = target.printed or ("-" if target.value is None else str(target.value))
        year = "-" if target.year is None else str(target.year)
        part = [target.scope] if target.scope and target.scope != self._plan.document.jurisdiction else []
        return self.own("target", target.indicator, year, target.op or "-", value + (target.unit or ""), *part)

    def measured(self, target: Target) -> str:
        """What the graph calls the indicator where no thesaurus does."""
        concept = target.concept
        return segments_of(concept)[-1] if concept and concept.startswith(ID) else target.indicator

    def indicator(self, target: Target) -> str:
        if target.concept and target.concept.startswith(ID):
            return target.concept
        return mint("indicator", target.indicator)
