"""What a value of a parameter is taken to mean, and what completes one that is half typed."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cetu.graph.dataset import Graph
from cetu.graph.labels import LabelIndex
from cetu.ontology.errors import QueryError
from cetu.queries.library import question
from cetu.queries.resolving import complete, resolve

# parameter of a question, value, label or code of some that are meant, of some that are not, words of the note
TAKEN = [
    ("supporters", "technology", "flow battery", ["液流电池"], ["锂离子电池"], "液流电池"),
    ("supporters", "technology", "储能", ["储能", "飞轮储能", "固态电池"], ["氢能"], "含下属"),
    ("regions", "region", "2102", ["210200", "210212", "金普新区"], ["210000", "370200"], "大连市（210200）"),
    ("regions", "region", "辽宁", ["210000", "210200", "210212"], ["370000"], "辽宁省（210000）"),
    ("supporters", "supporter", "烟台", ["370600"], ["370200"], "烟台市"),
    ("targets", "indicator", "非化石能源占能源消费总量比重", ["非化石能源消费比重"], [], "非化石能源消费比重"),
    ("targets", "plan", "大连", ["dalian-2024"], ["liaoning-2023"], "名称含此"),
]


@pytest.mark.parametrize(("name", "parameter", "value", "meant", "not_meant", "note"), TAKEN)
def test_a_value_means_what_is_called_so_and_what_is_below(
    plans: Graph, name: str, parameter: str, value: str, meant: list[str], not_meant: list[str], note: str
) -> None:
    taken = resolve(plans, question(name).parameter(parameter), value)
    ends = {node.value.rsplit("/", 1)[1] for node in taken.nodes}
    assert set(meant) <= ends
    assert not set(not_meant) & ends
    assert taken.note.startswith(f"{parameter}={value}: ")
    assert note in taken.note


def test_of_several_things_of_one_name_those_that_plans_name_are_meant(liaoning: Graph) -> None:
    taken = resolve(liaoning, question("regions").parameter("region"), "大连")
    assert "大连市（210200）" in taken.note
    both = resolve(liaoning, question("regions").parameter("region"), "朝阳").note
    assert all(code in both for code in ("110105", "211300", "211321"))
    assert "没有规划提到" in both


def test_a_thing_is_meant_by_its_iri_too(plans: Graph) -> None:
    iri = "https://w3id.org/cetu/id/region/210200"
    assert iri in {node.value for node in resolve(plans, question("regions").parameter("region"), iri).nodes}


# question, parameter, what was typed, what must be proposed
TYPED = [
    ("supporters", "technology", "yeliu", "液流电池"),
    ("supporters", "technology", "yldc", "液流电池"),
    ("supporters", "technology", "液", "液流电池"),
    ("supporters", "technology", "flow", "液流电池"),
    ("regions", "region", "qingd", "青岛市"),
    ("regions", "region", "3702", "青岛市"),
    ("targets", "plan", "山东", "山东省新型储能发展行动方案（2022—2025年）"),
    ("duties", "institution", "能源局", "国家能源局"),
    ("supporters", "kind", "地", "地区"),
]


@pytest.mark.parametrize(("name", "parameter", "typed", "wanted"), TYPED)
def test_a_half_typed_value_is_completed(plans: Graph, name: str, parameter: str, typed: str, wanted: str) -> None:
    assert wanted in [one.value for one in complete(plans, name, parameter, typed)]


def test_what_plans_speak_of_comes_first(plans: Graph) -> None:
    uses = [one.uses for one in complete(plans, "supporters", "technology", "储能", limit=30)]
    assert uses[0] and not uses[-1]
    spoken = [bool(one) for one in uses[1:]]  # behind the very name
    assert spoken == sorted(spoken, reverse=True)


def test_a_number_and_a_free_text_are_not_completed(plans: Graph) -> None:
    assert complete(plans, "supporters", "least", "1") == ()
    assert complete(plans, "undecided", "words", "大") == ()
    with pytest.raises(QueryError, match="has no parameter"):
        complete(plans, "supporters", "colour", "红")


def test_a_proposal_can_be_asked_with(plans: Graph) -> None:
    for one in complete(plans, "supporters", "technology", "电池"):
        assert resolve(plans, question("supporters").parameter("technology"), one.value).nodes


class Counting:
    """A graph that counts what it is asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self.labels, self.asked = graph, LabelIndex.of(graph), 0

    def query(self, sparql: str, /) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        self.asked += 1
        return self._graph.query(sparql)


def test_a_name_is_looked_up_once(liaoning: Graph) -> None:
    graph, parameter = Counting(liaoning), question("supporters").parameter("technology")
    first = resolve(graph, parameter, "储能")
    asked = graph.asked
    assert asked
    assert resolve(graph, parameter, " 储能 ") == first
    assert graph.asked == asked
    assert resolve(graph, parameter, "氢能") != first
