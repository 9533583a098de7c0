"""cetu 策图: Chinese policy plans as a knowledge graph with character-exact evidence.

    import cetu

    plan = cetu.read_plan("规划.txt")            # a file becomes a Plan
    extraction = cetu.extract_plan(plan)         # a Plan becomes an Extraction
    cetu.build(["规划.txt"], "my-store")         # files become a graph in a store
    graph = cetu.open_graph("my-store")
    answer = graph.ask("supporters", technology="储能")
    found = cetu.align(parent, plan)             # two plans compared, row by row
    review = cetu.check(plan)                    # one plan against itself

Names are loaded when they are first used, so that importing cetu costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cetu.corpus.reading import read_plan as read_plan
    from cetu.extract.exchange import read_extraction as read_extraction
    from cetu.extract.exchange import write_extraction as write_extraction
    from cetu.extract.extracting import extract as extract_plan
    from cetu.graph.building import build as build
    from cetu.ontology.errors import CetuError as CetuError
    from cetu.queries.alignment.aligning import align as align
    from cetu.queries.alignment.revising import diff as diff
    from cetu.queries.asking import Answer as Answer
    from cetu.queries.asking import ask as ask
    from cetu.queries.checking.checking import check as check
    from cetu.queries.graphs import Graph as Graph
    from cetu.queries.graphs import open_graph as open_graph
    from cetu.queries.library import questions as questions
    from cetu.queries.monitoring.monitoring import monitor as monitor
    from cetu.visual.drawing import draw as draw

__version__ = "0.1.0"

_HOMES = {
    "Answer": "queries.asking",
    "CetuError": "ontology.errors",
    "Graph": "queries.graphs",
    "align": "queries.alignment.aligning",
    "ask": "queries.asking",
    "build": "graph.building",
    "check": "queries.checking.checking",
    "diff": "queries.alignment.revising",
    "draw": "visual.drawing",
    "extract_plan": "extract.extracting:extract",
    "monitor": "queries.monitoring.monitoring",
    "open_graph": "queries.graphs",
    "questions": "queries.library",
    "read_extraction": "extract.exchange",
    "read_plan": "corpus.reading",
    "write_extraction": "extract.exchange",
}
__all__ = [
    "Answer",
    "CetuError",
    "Graph",
    "__version__",
    "align",
    "ask",
    "build",
    "check",
    "diff",
    "draw",
    "extract_plan",
    "monitor",
    "open_graph",
    "questions",
    "read_extraction",
    "read_plan",
    "write_extraction",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cetu' has no attribute {name!r}")
    room, _, called = _HOMES[name].partition(":")
    value = getattr(import_module(f"cetu.{room}"), called or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
