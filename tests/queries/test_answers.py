"""The answers of the library on the plan that ships, against files that a reader can check with the plan in hand.

`expected/NAME.all.tsv` is the whole answer in its columns, in any order; `NAME.must.tsv` holds rows that must be there,
`NAME.never.tsv` rows that must not.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cetu.graph.dataset import Graph
from cetu.queries.asking import ask
from cetu.queries.library import questions

EXPECTED = Path(__file__).parent / "expected"
FILES = sorted(EXPECTED.glob("*.tsv"))
Row = tuple[str, ...]


@cache
def expected(path: Path) -> tuple[Row, list[Row]]:
    """The columns and rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(head), [tuple(row) for row in rows]


def answered(graph: Graph, name: str, columns: Row) -> list[Row]:
    return [tuple(row[column] or "" for column in columns) for row in ask(graph, name).records()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_answer_is_what_the_plan_says(liaoning: Graph, path: Path) -> None:
    name, kind = path.stem.rsplit(".", 1)
    columns, rows = expected(path)
    found = answered(liaoning, name, columns)
    match kind:
        case "all":
            assert Counter(found) == Counter(rows)
        case "must":
            assert [row for row in rows if row not in found] == []
        case "never":
            assert [row for row in rows if row in found] == []
        case _:
            pytest.fail(f"{path.name} is none of all, must, never")


def test_every_question_has_an_expected_answer() -> None:
    named = {path.stem.rsplit(".", 1)[0] for path in FILES}
    assert {one.name for one in questions()} - named == {"sparsity"}


def test_most_technologies_of_the_plan_name_no_place(liaoning: Graph) -> None:
    (row,) = ask(liaoning, "sparsity").records()
    figures = {name: float(value or "nan") for name, value in row.items() if name != "plan"}
    assert figures["placed"] + figures["group"] + figures["placeless"] == figures["technologies"]
    assert figures["placeless"] > figures["technologies"] / 2
    assert figures["share"] == pytest.approx(100 * figures["placeless"] / figures["technologies"], abs=0.05)


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_no_row_comes_twice(liaoning: Graph, name: str) -> None:
    answer = ask(liaoning, name)
    assert answer.rows
    assert [row for row, times in Counter(answer.rows).items() if times > 1] == []


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_the_same_question_gets_the_same_answer(liaoning: Graph, name: str) -> None:
    assert ask(liaoning, name).rows == ask(Graph.of(list(liaoning)), name).rows


def test_a_parameter_narrows_the_answer(liaoning: Graph) -> None:
    whole = ask(liaoning, "supporters")
    some = ask(liaoning, "supporters", supporter="阜新", least=3)
    assert 0 < len(some.rows) < len(whole.rows)
    assert set(some.rows) <= set(whole.rows)
    assert all("阜新" in str(row["supporter"]) and int(row["strength"] or 0) >= 3 for row in some.records())


def test_a_technology_is_found_by_another_name_of_it(liaoning: Graph) -> None:
    assert {row["technology"] for row in ask(liaoning, "supporters", technology="ccus").records()} >= {
        "碳捕集利用与封存"
    }


@pytest.mark.parametrize("name", ["supporters", "agenda", "regions", "shared", "institutions", "targets"])
def test_every_row_cites_words_of_the_plan(liaoning: Graph, name: str) -> None:
    (content,) = ask(liaoning, "SELECT ?text WHERE { ?plan cetu:hasSourceText/cetu:content ?text }").records()
    text = "".join((content["text"] or "").split())
    column = "quote" if name == "targets" else "sentence"
    cited = ["".join((row[column] or "").split()) for row in ask(liaoning, name).records()]
    assert [words for words in cited if not words or words not in text] == []


def test_an_island_counts_for_its_city_and_says_so(liaoning: Graph) -> None:
    rows = ask(liaoning, "supporters", technology="CCUS", supporter="大连").records()
    assert {("大连长兴岛", "经项目"), ("大连市", "由下辖地区")} <= {(row["supporter"], row["route"]) for row in rows}
