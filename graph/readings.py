"""What a build has read from a file, found again by whoever compares plans: reading is most of the work."""

from __future__ import annotations

from pathlib import Path

from cetu.extract.exchange import from_json
from cetu.extract.extraction import Extraction
from cetu.graph.judgements import judgements_path, of_plan, read_judgements
from cetu.graph.making import digest_of
from cetu.graph.rulings import read_rulings, rulings_path
from cetu.graph.shelf import Shelf
from cetu.graph.store import MADE
from cetu.ontology.errors import ExchangeError


def reading_of(path: Path, key: str, store: Path) -> Extraction | None:
    """The extraction of the plan in a file as the last build into `store` read it, before anything was ruled or judged;
    None where no such build was, or the file or the rules have changed since."""
    shelf = Shelf(store / MADE)
    if not shelf.folder.is_dir():
        return None
    judged = of_plan(read_judgements(judgements_path(store)), key)
    text = shelf.reading(digest_of(path, None, judged, read_rulings(rulings_path(store))))
    try:
        return from_json(text) if text else None
    except ExchangeError:
        return None
