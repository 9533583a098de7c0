"""Questions: what a file declares, and how values take the place of defaults."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetu.ontology.errors import QueryError
from cetu.queries.asking import ask
from cetu.queries.library import Question, parse_question, question, questions

FILE = """# group: 试 test
# zh: 谁？
# en: Who?
# read: first line
# read: second line
# param word: 字词 a word
# param who (region): 哪里 where
# param least (integer): 最低 the least
# col answer: 答案
SELECT ?answer WHERE {
  # VALUES ?place { who }
  VALUES ?word { "" } VALUES ?least { 1 } BIND(CONCAT(?word, "/", STR(?least)) AS ?answer) }
"""


def answer(posed: Question, **values: str | int) -> str:
    rows = ox.Store().query(posed.bind(values))
    assert isinstance(rows, ox.QuerySolutions)
    (row,) = rows
    return str(row["answer"].value)


def test_a_file_says_what_it_asks() -> None:
    posed = parse_question("who", FILE)
    assert (posed.zh, posed.en, posed.reading) == ("谁？", "Who?", "first line second line")
    assert [(one.name, one.kind, one.default) for one in posed.parameters] == [
        ("word", "text", ox.Literal("")),
        ("who", "region", ox.Literal("")),
        ("least", "integer", ox.Literal(1)),
    ]
    assert posed.headings == (("answer", "答案"),)


def test_values_take_the_place_of_defaults() -> None:
    posed = parse_question("who", FILE)
    assert answer(posed) == "/1"
    assert answer(posed, word="储能", least="3") == "储能/3"


def test_a_thing_takes_the_place_of_its_comment() -> None:
    posed, places = parse_question("who", FILE), (ox.NamedNode("urn:a"), ox.NamedNode("urn:b"))
    rows = ox.Store().query(posed.bind({"who": places}).replace("SELECT ?answer", "SELECT ?place"))
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["place"] for row in rows] == list(places)
    with pytest.raises(QueryError, match="resolve"):
        posed.bind({"who": "大连"})


def test_a_sub_select_around_a_thing_s_place_counts_with_it() -> None:
    line = "  # { SELECT DISTINCT ?row WHERE { VALUES ?place { who } ?row cetu:within ?place } }\n"
    posed = parse_question("who", FILE.replace("  # VALUES ?place { who }\n", line))
    assert answer(posed) == "/1"
    text = posed.bind({"who": (ox.NamedNode("urn:a"),)})
    assert "  { SELECT DISTINCT ?row WHERE { VALUES ?place { <urn:a> } ?row cetu:within ?place } }\n" in text


COLUMNS = (
    FILE.split("SELECT")[0]
    + """SELECT ?answer WHERE {
  # VALUES ?place { who }
  { SELECT ?row ?place WHERE { ?row cetu:within ?place } }
  { SELECT ?place ?answer WHERE { { SELECT DISTINCT ?place WHERE { ?any a ?place } } ?place rdfs:label ?answer } }
  OPTIONAL { SELECT ?row ?code WHERE { ?row cetu:regionKind ?code } }
  { SELECT ?row ?sum WHERE { ?row cetu:level ?one ; cetu:number ?sum } }
  VALUES ?word { "" } VALUES ?least { 1 } }
"""
)


def test_a_column_of_one_pattern_is_looked_up_where_a_thing_is_named() -> None:
    posed = parse_question("who", COLUMNS)
    assert posed.bind({"least": 2}).count("SELECT ?row") == 3
    text = posed.bind({"who": (ox.NamedNode("urn:a"),)})
    for pattern in (
        "{ ?row cetu:within ?place }",
        "{ ?place rdfs:label ?answer }",
        "OPTIONAL { ?row cetu:regionKind ?code }",
    ):
        assert f"  {pattern}\n" in text
    assert "{ SELECT ?row ?sum WHERE { ?row cetu:level ?one ; cetu:number ?sum } }" in text


def test_a_line_for_the_whole_is_left_out_where_a_thing_is_named() -> None:
    opened, closed = "  { SELECT ?row ?code WHERE { # whole\n", "  } } # whole\n"
    posed = parse_question(
        "who", COLUMNS.replace("  VALUES ?word", f"{opened}    ?row cetu:code ?code .\n{closed}  VALUES ?word")
    )
    assert opened in posed.bind({"least": 2}) and closed in posed.bind({"least": 2})
    text = posed.bind({"who": (ox.NamedNode("urn:a"),)})
    assert "# whole" not in text and "    ?row cetu:code ?code .\n" in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_value_is_a_value_whatever_it_holds(value: str) -> None:
    assert answer(parse_question("who", FILE), word=value) == f"{value}/1"


def test_a_value_cannot_become_query_text() -> None:
    attack = '" } VALUES ?least { 9 } BIND("x" AS ?y) VALUES ?z { "'
    assert answer(parse_question("who", FILE), word=attack) == f"{attack}/1"


@pytest.mark.parametrize(
    "left_out", ["# group: 试 test\n", "# zh: 谁？\n", "# en: Who?\n", "# read: first line\n# read: second line\n"]
)
def test_a_file_that_does_not_explain_itself_is_refused(left_out: str) -> None:
    with pytest.raises(QueryError, match="lacks its line"):
        parse_question("who", FILE.replace(left_out, ""))


def test_a_parameter_without_a_default_is_refused() -> None:
    with pytest.raises(QueryError, match="VALUES"):
        parse_question("who", FILE.replace("# param word:", "# param other:"))


def test_a_thing_without_a_place_is_refused() -> None:
    with pytest.raises(QueryError, match="add `# VALUES"):
        parse_question("who", FILE.replace("  # VALUES ?place { who }\n", ""))


def test_a_kind_that_the_default_does_not_fit_is_refused() -> None:
    with pytest.raises(QueryError, match="integer by its default"):
        parse_question("who", FILE.replace("least (integer)", "least (text)"))


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(QueryError, match="word, who, least"):
        parse_question("who", FILE).bind({"wrod": "x"})


def test_a_number_must_be_one() -> None:
    with pytest.raises(QueryError, match="whole number"):
        parse_question("who", FILE).bind({"least": "viel"})


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(QueryError, match="supporters"):
        question("suporters")


@pytest.mark.parametrize("posed", questions(), ids=lambda one: one.name)
def test_every_question_runs_as_it_stands_and_names_its_columns(posed: Question) -> None:
    found = ask(ox.Store(), posed.name)
    assert found.columns == tuple(name for name, _ in posed.headings)
    assert any("\u4e00" <= character <= "\u9fff" for character in posed.zh)
    assert posed.zh.endswith("？")
    assert posed.en.endswith("?")


@pytest.mark.parametrize("posed", questions(), ids=lambda one: one.name)
def test_every_parameter_has_an_effect_on_the_query(posed: Question) -> None:
    for parameter in posed.parameters:
        value = (ox.NamedNode("urn:a"),) if parameter.is_thing else 4 if parameter.is_number else "储能"
        assert posed.bind({parameter.name: value}) != posed.sparql
