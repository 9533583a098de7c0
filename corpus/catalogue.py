"""The catalogue that ships: carbon-peak and technology plans by place, `catalogue.tsv`.

It lists what plans there are; an official address stands only where a source at hand gave it, none is guessed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan of the catalogue. place: short name of the province, 国家 for the nation; number, issuer, date and address
    are "" where no source at hand gives them."""

    title: str
    place: str
    number: str
    issuer: str
    date: str
    address: str


def read_catalogue() -> tuple[Listed, ...]:
    """All plans of the catalogue, by place and title."""
    text = resources.files("cetu.corpus").joinpath("catalogue.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple(Listed(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
