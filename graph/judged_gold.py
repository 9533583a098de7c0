"""Judgements as gold for `cetu evaluate`: what the rules find in a judged plan, with what people found put right.

Everything that nobody judged stands as the rules found it; against such gold, `cetu evaluate` counts exactly the
mistakes that people found, and whether a later version of the rules still makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from cetu.corpus.reading import read_plan
from cetu.extract.exchange import write_extraction
from cetu.extract.extracting import extract
from cetu.graph.dataset import Graph
from cetu.graph.judgements import Judgement, of_plan
from cetu.graph.judging import mend
from cetu.graph.renaming import rename
from cetu.graph.rulings import Rulings
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import segments_of

NONE = Rulings()
TEXTS = "SELECT ?plan ?text WHERE { ?plan a cetu:Plan ; cetu:hasSourceText/cetu:content ?text } ORDER BY ?plan"


def write_gold(graph: Graph, judgements: Iterable[Judgement], folder: Path, rulings: Rulings = NONE) -> list[Path]:
    """`KEY.txt` and `KEY.gold.json` for every plan of the graph with judgements; the paths of the latter.

    rulings: those of names that the graph was built with.

    Raises StoreError where the folder cannot be written.
    """
    judged = list(judgements)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for row in graph.select(TEXTS):
            key = segments_of(row["plan"].value)[-1]
            if own := of_plan(judged, key):
                written.append(_write(folder, key, row["text"], own, rulings))
    except OSError as error:
        raise StoreError(
            f"{folder} 写不了，请换文件夹；cannot write ({error.strerror}): choose another folder with --gold"
        ) from error
    return written


def _write(folder: Path, key: str, text: ox.Literal, judged: dict[str, Judgement], rulings: Rulings) -> Path:
    source, gold = folder / f"{key}.txt", folder / f"{key}.gold.json"
    source.write_text(text.value, encoding="utf-8", newline="")
    plan = read_plan(source)
    read = extract(plan)
    write_extraction(mend(plan, rename(plan, read, rulings), judged, before=read), gold)
    return gold
