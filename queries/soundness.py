"""Questions that a server is known to answer wrongly: better no answer than a wrong one."""

from __future__ import annotations

from functools import cache
from importlib import resources

from cetu.graph.remote import RemoteStore
from cetu.ontology.errors import QueryError


@cache
def unsound() -> dict[tuple[str, str], str]:
    """What goes wrong, by server and question (`unsound.tsv`; found by comparing with the embedded store)."""
    text = resources.files("cetu.queries").joinpath("unsound.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {(server, name): what for server, name, what in rows}


def refuse_unsound(store: object, name: str) -> None:
    """Raise QueryError where the question would get a wrong answer or none from the server behind the store."""
    if not isinstance(store, RemoteStore) or not any(question == name for _, question in unsound()):
        return
    product = store.product
    for (server, question), what in unsound().items():
        if question == name and product.startswith(server):
            raise QueryError(f"{name} has no right answer from {product.split()[0]} ({what}): ask the store's folder")
