"""The answers of the library against files that a reader can check with the plans in hand.

`expected/NAME.all.tsv` is the whole answer in its columns, in any order; `NAME.must.tsv` holds rows that must be there,
`NAME.never.tsv` rows that must not; `NAME@PARAMETER=VALUE` is the answer with a parameter. What lies in `expected/` is
about the plan that ships, what lies in `expected/plans/` about that plan and the four small ones in `plans/`.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cetu.graph.background import read_background
from cetu.graph.dataset import Graph
from cetu.ontology.errors import QueryError
from cetu.ontology.iri import mint
from cetu.ontology.terms import Cetu
from cetu.queries.asking import ask
from cetu.queries.library import questions

EXPECTED = Path(__file__).parent / "expected"
OF_ONE, OF_ALL = sorted(EXPECTED.glob("*.tsv")), sorted(EXPECTED.glob("plans/*.tsv"))
COMPUTED = {"centrality", "communities", "sparsity"}
"""Questions whose answers are held to laws, further down, and not to rows."""

NEEDS_SEVERAL = {"duties", "gaps", "overlap", "renewal", "restricted", "stage-moves", "target-gaps", "target-shares"}
"""Questions that have nothing to say of the plan that ships alone."""

NAMES = [one.name for one in questions()]
UNALIGNED = [name for name in NAMES if not name.startswith(("alignment-", "monitored-"))]
"""Questions that no alignment has to be laid for, and no task sheet read."""

Row = tuple[str, ...]


@cache
def expected(path: Path) -> tuple[Row, list[Row]]:
    """The columns and rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(head), [tuple(row) for row in rows]


def hold(graph: Graph, path: Path) -> None:
    """Ask what a file is about and hold the answer against it."""
    asked, kind = path.stem.rsplit(".", 1)
    name, *given = asked.split("@")
    columns, rows = expected(path)
    answer = ask(graph, name, **dict(one.split("=", 1) for one in given))
    found = [tuple(row[column] or "" for column in columns) for row in answer.records()]
    match kind:
        case "all":
            assert Counter(found) == Counter(rows)
        case "must":
            assert [row for row in rows if row not in found] == []
        case "never":
            assert [row for row in rows if row in found] == []
        case _:
            pytest.fail(f"{path.name} is none of all, must, never")


@pytest.mark.parametrize("path", OF_ONE, ids=lambda path: path.stem)
def test_the_answer_is_what_the_plan_says(liaoning: Graph, path: Path) -> None:
    hold(liaoning, path)


@pytest.mark.parametrize("path", OF_ALL, ids=lambda path: path.stem)
def test_the_answer_is_what_the_plans_say(plans: Graph, path: Path) -> None:
    hold(plans, path)


def test_every_question_has_an_expected_answer() -> None:
    named = {path.stem.rsplit(".", 1)[0].split("@")[0] for path in (*OF_ONE, *OF_ALL)}
    assert set(NAMES) - named == COMPUTED


def test_there_are_thirty_questions_and_more() -> None:
    assert len(NAMES) >= 30


def test_most_technologies_of_the_plan_name_no_place(liaoning: Graph) -> None:
    (row,) = ask(liaoning, "sparsity").records()
    figures = {name: float(value or "nan") for name, value in row.items() if name != "plan"}
    assert figures["placed"] + figures["group"] + figures["placeless"] == figures["technologies"]
    assert figures["placeless"] > figures["technologies"] / 2
    assert figures["share"] == pytest.approx(100 * figures["placeless"] / figures["technologies"], abs=0.05)


def test_the_placeless_are_as_many_as_are_counted(plans: Graph) -> None:
    listed = Counter(row["plan"] for row in ask(plans, "placeless").records())
    assert {row["plan"]: int(row["placeless"] or 0) for row in ask(plans, "sparsity").records()} == listed


@pytest.mark.parametrize("name", UNALIGNED)
def test_no_row_comes_twice(plans: Graph, name: str) -> None:
    answer = ask(plans, name)
    assert answer.rows
    assert [row for row, times in Counter(answer.rows).items() if times > 1] == []


@pytest.mark.parametrize("name", UNALIGNED)
def test_one_plan_alone_can_be_asked_everything(liaoning: Graph, name: str) -> None:
    assert bool(ask(liaoning, name).rows) != (name in NEEDS_SEVERAL)


@pytest.fixture(scope="module")
def again(plans: Graph) -> Graph:
    """The same quads, put in in another order."""
    return Graph.of(reversed(list(plans)))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_question_gets_the_same_answer(plans: Graph, again: Graph, name: str) -> None:
    assert ask(plans, name).rows == ask(again, name).rows


def test_a_parameter_narrows_the_answer(liaoning: Graph) -> None:
    whole = ask(liaoning, "supporters")
    some = ask(liaoning, "supporters", supporter="阜新", least=3)
    assert 0 < len(some.rows) < len(whole.rows)
    assert set(some.rows) <= set(whole.rows)
    assert all("阜新" in str(row["supporter"]) and int(row["strength"] or 0) >= 3 for row in some.records())


@pytest.mark.parametrize("name", ["碳捕集利用与封存", "ccus", "CCUS技术", "carbon capture, utilization and storage"])
def test_a_technology_is_found_by_any_name_of_it(liaoning: Graph, name: str) -> None:
    answer = ask(liaoning, "supporters", technology=name)
    assert "碳捕集利用与封存" in {row["technology"] for row in answer.records()}
    assert "碳捕集利用与封存" in answer.taken[0]


@pytest.mark.parametrize("name", ["大连", "大连市", "210200", "2102", "Dalian"])
def test_a_region_is_found_by_name_and_code_with_what_lies_within(liaoning: Graph, name: str) -> None:
    rows = ask(liaoning, "supporters", technology="CCUS", supporter=name).records()
    assert {("大连长兴岛", "经项目"), ("大连市", "由下辖地区")} <= {(row["supporter"], row["route"]) for row in rows}


def test_an_unknown_name_proposes_what_looks_like_it(liaoning: Graph) -> None:
    with pytest.raises(QueryError, match=r"technology=全钒液流蓄电池.*没有这个名称.*液流电池"):
        ask(liaoning, "supporters", technology="全钒液流蓄电池")
    with pytest.raises(QueryError, match="Region, Cluster"):
        ask(liaoning, "supporters", kind="省份")


@pytest.mark.parametrize("name", ["supporters", "agenda", "regions", "shared", "institutions", "targets"])
def test_every_row_cites_words_of_the_plan(liaoning: Graph, name: str) -> None:
    (content,) = ask(liaoning, "SELECT ?text WHERE { ?plan cetu:hasSourceText/cetu:content ?text }").records()
    text = "".join((content["text"] or "").split())
    column = "quote" if name == "targets" else "sentence"
    cited = ["".join((row[column] or "").split()) for row in ask(liaoning, name).records()]
    assert [words for words in cited if not words or words not in text] == []


def test_a_prefecture_that_was_abolished_is_no_silent_city() -> None:
    plan, home = ox.NamedNode(mint("plan", "neimeng")), ox.NamedNode(mint("region", "150000"))
    old = ox.NamedNode(mint("region", "152600"))
    said = [
        ox.Quad(plan, ox.NamedNode(Cetu.title), ox.Literal("内蒙古规划")),
        ox.Quad(plan, ox.NamedNode(Cetu.jurisdiction), home),
        ox.Quad(plan, ox.NamedNode(Cetu.mentions), old),
    ]
    cities = {row["city"] for row in ask(Graph.of([*said, *read_background().quads]), "silent-cities").records()}
    assert {"包头市", "巴彦淖尔市", "兴安盟"} <= cities
    assert not cities & {"巴彦淖尔盟", "乌兰察布盟"}, "they have been cities since 2003"
    assert "乌兰察布市" not in cities, "the plan names it as it was called before"


def test_a_community_is_of_technologies_that_stand_together(plans: Graph) -> None:
    groups = [(row["technologies"] or "").split("；") for row in ask(plans, "communities").records()]
    members = [one for group in groups for one in group]
    assert len(members) == len(set(members)) > 100
    held = ask(
        plans,
        """SELECT DISTINCT ?section ?name WHERE {
          ?place cetu:inSection ?section ; cetu:refersTo ?t . ?t a cetu:Technology ; rdfs:label ?name }""",
    )
    sections: dict[str | None, set[str | None]] = {}
    for row in held.records():
        sections.setdefault(row["section"], set()).add(row["name"])
    beside = {one: set().union(*(names for names in sections.values() if one in names)) - {one} for one in members}
    assert all(beside[one] & set(group) for group in groups for one in group)


def test_who_is_at_the_centre_has_the_most_neighbours(plans: Graph) -> None:
    rows = list(ask(plans, "centrality", top=1000).records())
    links = [int(row["links"] or 0) for row in rows]
    assert links == sorted(links, reverse=True)
    said = ask(
        plans,
        """SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE {
          ?said cetu:reading cetu:each ; cetu:subject <https://w3id.org/cetu/id/region/210200> ; cetu:object ?o }""",
    )
    (dalian,) = [row for row in rows if row["thing"] == "大连市"]
    assert dalian["links"] == next(said.records())["n"]
    assert ask(plans, "centrality", top=5).rows == ask(plans, "centrality", top=1000).rows[:5]
