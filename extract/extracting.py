"""The chain from a Plan to an Extraction: the steps in their order, each a function from one value to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from cetu.corpus.plan import Plan, Section
from cetu.corpus.structure import paragraphs, responsibility_brackets, sentences
from cetu.extract import drafting, scoping, staging
from cetu.extract.citing import find_citations
from cetu.extract.composing import read_sentence, spans_within
from cetu.extract.drafting import Draft
from cetu.extract.extraction import Extraction, Task
from cetu.extract.heading import label_phrases, run_in
from cetu.extract.institutions import bodies
from cetu.extract.lexicon import pattern
from cetu.extract.linking import link
from cetu.extract.mention import Phrase, Saying, Scene
from cetu.extract.naming import cited, named_phrases, phrase_of
from cetu.extract.overlaps import Cover
from cetu.extract.places import Place, read_places, with_tagged
from cetu.extract.relations import pairs_of, unique
from cetu.extract.targets import Figure, find_targets
from cetu.extract.targettables import table_targets

RULES = "3"
DRAWN_UP = pattern("extracting.drawn_up")
ORDERS_NOTHING = pattern("extracting.orders_nothing")
THIS_YEAR, OF_YEARS = pattern("extracting.this_year"), pattern("extracting.of_years")
WORK_REPORT = pattern("extracting.work_report")


def extract(plan: Plan, *, spans: Sequence[tuple[str, int, int]] | None = None, by_example: bool = True) -> Extraction:
    """Everything that is read from a plan; deterministic, and complete in offsets of `plan.text`.

    spans: what is named, as (type, start, end) of the view, where somebody else says it (the spans of an annotation,
    to tell errors of names and scope from errors of spans); else the gazetteers and the tagger find it. by_example:
    what has been learned of stage and scope decides with the rules (to learn it, the rules are asked alone).
    """
    from cetu import __version__

    draft = Draft(plan)
    tasks = _tasks(plan)
    scene = _scene(plan, draft, spans)
    phrases = sorted(draft.phrases.values(), key=lambda p: (p.start, -p.end, p.type))
    _read_paragraphs(plan, scene, phrases, draft)
    draft.figures = [_of_this_year(plan, figure) for figure in draft.figures]
    draft.figures.extend(_tabled(plan))
    _read_duties(plan, draft, tasks)
    drafting.without_overlaps(draft)
    if by_example:
        staging.stage(draft)
        draft.pairs = scoping.scoped(draft)
    entities, ids = drafting.entities(draft)
    lists, list_ids = drafting.mention_lists(draft, ids)
    return Extraction(
        doc=plan.key,
        sha256=plan.source.sha256,
        software=f"cetu {__version__} rules {RULES}",
        document=asdict(plan.document),
        entities=entities,
        lists=lists,
        relations=drafting.relations(draft, ids, list_ids),
        targets=drafting.targets(draft),
        tasks=tuple(task for task, _ in tasks),
        source=_source(plan),
    )


def _source(plan: Plan) -> dict[str, object]:
    """The file, and where on its pages the characters of the text are printed."""
    said, pages = plan.source, plan.source.pages
    return {
        "file": said.name,
        "kind": said.kind,
        "encoding": said.encoding,
        "pages": [[page.number, page.width, page.height] for page in pages.pages] if pages else [],
        "runs": [[run.start, run.end, run.page, *(run.box or ())] for run in pages.runs] if pages else [],
        "attachments": [list(one) for one in said.attachments],
        "notes": list(said.notes),
    }


def _scene(plan: Plan, draft: Draft, given: Sequence[tuple[str, int, int]] | None) -> Scene:
    """What is named in the text, into the draft; places inside organisations are none."""
    text = plan.view.text
    places, doubtful = read_places(text, plan.document.jurisdiction)
    if given is not None:
        found = [phrase_of(kind, a, b, "given", 1.0) for kind, a, b in given if kind != "Region"]
        known = {(p.start, p.end): p for p in places}
        kept = [known.get((a, b), Place(a, b, None, True)) for kind, a, b in given if kind == "Region"]
    else:
        said = list(named_phrases(plan, text, places))
        found = [one for one in said if one.type != "Region"]
        places = with_tagged(places, [(p.start, p.end, p.confidence) for p in said if p.type == "Region"], doubtful)
        bodies_found = Cover((one.start, one.end) for one in found if one.type == "Institution")
        kept = [p for p in places if not bodies_found.holds(p.start, p.end)]
    for one in found:
        draft.add(one)
    draft.places = {(p.start, p.end): p for p in kept}
    holders = Cover((one.start, one.end) for one in found if one.type in ("Project", "Cluster", "Technology"))
    held = tuple(sorted((p for p in kept if holders.holds(p.start, p.end)), key=lambda p: p.start))
    return Scene(text, {p.start: p for p in kept if not holders.holds(p.start, p.end)}, held)


def _tasks(plan: Plan) -> list[tuple[Task, int]]:
    """Headings and boxes as tasks, with the index of their section."""
    found: list[tuple[Task, int]] = []
    for i, section in enumerate(plan.sections):
        if section.kind not in ("section", "box") or section.level is None:
            continue
        number = f"k{len(found) + 1}"
        orders = not (section.kind == "section" and ORDERS_NOTHING.search(section.title))
        task = Task(
            number, section.level, section.number, section.title, section.heading_start, section.heading_end, orders
        )
        found.append((task, i))
    return found


def _read_paragraphs(plan: Plan, scene: Scene, phrases: list[Phrase], draft: Draft) -> None:
    """Headings, entries and running text in order; a year that is being spoken of lasts within its section."""
    number, year, year_section = 0, None, None
    since, last = written(plan), None
    for index, start, end in paragraphs(plan):
        section = plan.sections[index] if index is not None else None
        if section is not None and section.kind == "contents":
            continue  # a table of contents says everything a second time
        heading, body = _heading(plan, section, start, end)
        said: list[Saying] = []
        labels: tuple[Phrase, ...] = ()
        own: list[Saying] = []
        if section is not None and section.title:
            labels, own = label_phrases(scene, plan, section, phrases, runs_in=heading and body < end - 1)
            if heading:
                for saying in own:
                    draft.add_saying(saying)
            elif index == last:  # the heading is far above: its sector is not this paragraph's
                labels = tuple(one for one in labels if one.type == "Technology" or section.kind != "section")
            last = index if not heading or body < end - 1 else None
        scope = _target_scope(plan, index)
        if scope != year_section:
            year, year_section = None, scope
        for a, b in sentences(plan.view, body, end):
            number += 1
            own_spans = spans_within(phrases, a, b)
            label = run_in(scene.text, own_spans, a, b) if a == body else None
            if label is not None:
                labels = (*(one for one in labels if one.type == "Technology"), label)
            said.extend(read_sentence(scene, own_spans, a, b, number))
            figures, year = find_targets(scene.text, a, b, year)
            kept = (f for f in figures if f.indicator and (f.year is None or since is None or f.year >= since))
            draft.figures.extend(_placeless(scene, f) for f in kept)
            _read_basis(scene.text, a, b, draft)
        if not _keeps_year(plan, index):
            year = None
        for saying in said:
            draft.add_saying(saying)
        titles = [one for one in own if heading and not one.topic]
        draft.pairs.extend(unique((*pairs_of(scene.text, titles, ()), *pairs_of(scene.text, said, labels))))


def _tabled(plan: Plan) -> Iterator[Figure]:
    """Targets of tables of indicators, of years to come."""
    since = written(plan)
    for figure in table_targets(plan.text):
        if figure.year is not None and since is not None and figure.year >= since:
            start, end = plan.view.from_source(figure.start, figure.end)
            yield replace(figure, start=start, end=end)


def _placeless(scene: Scene, figure: Figure) -> Figure:
    """The target with an indicator that does not begin with the place it is for (辽宁非化石能源消费比重)."""
    place = scene.places.get(figure.start)
    name = scene.text[place.start : place.end] if place else ""
    if not place or not figure.indicator.startswith(name) or len(figure.indicator) < len(name) + 3:
        return figure
    return replace(figure, start=place.end, indicator=figure.indicator.removeprefix(name))


def _of_this_year(plan: Plan, figure: Figure) -> Figure:
    """The target with the year that 今年 means, or that a government's work report is for, where none is said and the
    paragraph is not about several years."""
    if figure.year is not None:
        return figure
    text = plan.view.text
    start = max(text.rfind(mark, 0, figure.start) for mark in "。\n") + 1
    if THIS_YEAR.search(text, start, figure.end):
        return replace(figure, year=_spoken(plan))
    report = WORK_REPORT.search(plan.document.title or "")
    line = text[text.rfind("\n", 0, figure.start) + 1 : figure.end]
    return replace(figure, year=int(report["year"])) if report and not OF_YEARS.search(line) else figure


def _spoken(plan: Plan) -> int | None:
    """The year that 今年 means: of the document's date, or of the title of what is for one year."""
    document = plan.document
    said = document.date or ("" if document.period else document.title)
    year = re.search(r"20\d\d", said or "")
    return int(year.group()) if year else None


def written(plan: Plan) -> int | None:
    """The year in which a plan speaks, as far as it says: the first of its period, its date's, or its title's."""
    document = plan.document
    if document.period:
        return document.period[0]
    said = re.search(r"20\d\d", document.date or document.title or "")
    return int(said.group()) if said else None


def _heading(plan: Plan, section: Section | None, start: int, end: int) -> tuple[bool, int]:
    """Whether a heading opens this paragraph, and the view offset at which its body begins."""
    if section is None or not section.title:
        return False, start
    a, b = plan.view.from_source(section.heading_start, section.heading_end)
    if a < end and b > start:
        return True, max(start, min(b, end))
    return False, start


def _target_scope(plan: Plan, index: int | None) -> int | None:
    """Section within which a year lasts from paragraph to paragraph: the numbered one, not its items."""
    while index is not None and plan.sections[index].kind in ("item", "entry"):
        index = plan.sections[index].parent
    return index


def _keeps_year(plan: Plan, index: int | None) -> bool:
    """In a section of aims the year lasts over its paragraphs; elsewhere it ends with the paragraph."""
    while index is not None:
        if "目标" in plan.sections[index].title:
            return True
        index = plan.sections[index].parent
    return False


def _read_basis(text: str, start: int, end: int, draft: Draft) -> None:
    """依据《X》…制定本方案: what the document rests on; 落实《Y》 alone is none."""
    sentence = text[start:end]
    if not DRAWN_UP.search(sentence):
        return
    ground = re.search(r"依据|根据|按照|贯彻落实|落实|结合|遵照|贯彻", sentence)
    if not ground:
        return
    for a, b in find_citations(sentence[ground.start() :]):
        a, b = a + start + ground.start(), b + start + ground.start()
        if re.search(r"(?:制定|编制|印发|形成|提出)(?:了|的)?《*$", text[start:a]):
            continue
        draft.basis.append(cited(text, a, b))


def _read_duties(plan: Plan, draft: Draft, tasks: list[tuple[Task, int]]) -> None:
    """Brackets of responsible bodies, each under the innermost task that it closes."""
    by_section = {index: task for task, index in tasks}
    said: dict[tuple[str, str], list[tuple[Phrase, str, Task]]] = {}
    for start, end, section in responsibility_brackets(plan):
        task = _innermost(plan, section, by_section)
        if task is None:
            continue
        a, b = plan.view.from_source(start, end)
        for duty in bodies(plan.view.text, a, b):
            pieces = duty.pieces or ((duty.start, duty.end),)
            phrase = Phrase("Institution", duty.start, duty.end, pieces, None, "bracket.body", 0.93)
            draft.phrases[drafting.key_of(phrase)] = phrase  # the bracket says of its bodies what a list says of others
            name = re.sub(r"\s", "", "".join(plan.view.text[x:y] for x, y in pieces))
            body = link("Institution", name, plan.document.jurisdiction) or name
            said.setdefault((task.id, body), []).append((phrase, duty.role, task))
    for bodies_said in said.values():
        # A body that is named twice under one task leads it if it is said to lead it once.
        phrase, role, task = min(bodies_said, key=lambda one: (one[1] != "leads", one[0].start))
        draft.duties.append((phrase, f"{role}|{task.id}", task.title))


def _innermost(plan: Plan, index: int | None, tasks: dict[int, Task]) -> Task | None:
    while index is not None:
        if index in tasks:
            return tasks[index]
        index = plan.sections[index].parent
    return None
