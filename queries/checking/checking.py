"""A plan checked: every rule by its own module, the findings in order of place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cetu import __version__
from cetu.corpus.plan import Plan
from cetu.extract.extraction import Extraction
from cetu.ontology.errors import AlignError
from cetu.queries.alignment.basis import Holding
from cetu.queries.alignment.counterparts import outline
from cetu.queries.alignment.paper import Paper, read_paper
from cetu.queries.checking.bodies import check_bodies
from cetu.queries.checking.citing import check_citations
from cetu.queries.checking.coverage import check_coverage
from cetu.queries.checking.duties import check_duties
from cetu.queries.checking.findings import Finding, Review, rules
from cetu.queries.checking.headings import check_headings
from cetu.queries.checking.lists import check_lists
from cetu.queries.checking.numbers import check_numbers
from cetu.queries.checking.settings import Settings
from cetu.queries.checking.technologies import check_boxes

VERSION = "1"
SHEETS = ("xlsx", "xls")
"""Kinds of files that are tables. One without headings holds figures, or what a program wrote, and no plan's text: that
nothing is wrong with it would say nothing."""


def check(
    plan: Plan, extraction: Extraction | None = None, *, settings: Settings | None = None, shelf: Sequence[Holding] = ()
) -> Review:
    """The plan against itself.

    extraction: made where none is given. settings: severities and silences that people chose. shelf: documents at hand,
    whose titles cited ones are held to. Raises AlignError, which says why, for a text that is no plan.
    """
    paper = read_paper(plan, extraction)
    if plan.source.kind in SHEETS and not paper.headed:
        raise AlignError(
            f"{plan.source.name}: 是表格，里面没有规划正文（没有“一、”“（一）”一类的标题），无从自查；"
            "is a sheet without the text of a plan: give the plan itself"
        )
    return check_paper(paper, settings, shelf)


def check_paper(paper: Paper, settings: Settings | None = None, shelf: Sequence[Holding] = ()) -> Review:
    """As `check`, for a plan whose indexes are to be used again."""
    chosen = settings or Settings()
    order = list(rules())
    found = sorted(_findings(paper, shelf), key=lambda one: (one.place.start, order.index(one.rule), one.message))
    told, unused = chosen.apply(paper.key, found)
    remarks = () if told else ("没有发现问题。No findings.",)
    return Review(paper.party(), told, remarks, unused, f"cetu {__version__} check rules {VERSION}")


def _findings(paper: Paper, shelf: Sequence[Holding]) -> Iterator[Finding]:
    units = outline(paper)
    yield from check_numbers(paper)
    yield from check_lists(paper)
    yield from check_headings(paper)
    yield from check_citations(paper, shelf)
    yield from check_bodies(paper)
    yield from check_duties(units)
    yield from check_boxes(paper)
    yield from check_coverage(units)
