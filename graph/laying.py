"""Finished plans become the next generation of a store: only what differs from the last one is taken out and laid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cetu.corpus.succession import successions
from cetu.corpus.works import Work
from cetu.graph.background import LINKS_GRAPH, ONTOLOGY_GRAPH, THESAURUS_GRAPH, read_background
from cetu.graph.dataset import Graph
from cetu.graph.indexing import INDEX, VERSION, update_index, write_index
from cetu.graph.manifest import Entry, Manifest, write_manifest
from cetu.graph.naming import NAMES_GRAPH, digest
from cetu.graph.shelf import Shelf
from cetu.graph.siblings import sibling_lines
from cetu.graph.store import Held, Writer
from cetu.ontology.iri import mint


class Finish(Protocol):
    """A step that is taken on every new generation before it counts: judgements that are applied, an index that is
    written into `writer.files`. `version` changes whenever the step has to be taken although no plan has changed; it is
    "" where there is nothing to do but to take away what an earlier build left."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def __call__(self, writer: Writer) -> None: ...


def lay(
    held: Held,
    shelf: Shelf,
    before: Manifest,
    entries: Mapping[str, Entry],
    works: Iterable[Work],
    finish: Sequence[Finish],
) -> bool:
    """Make the store hold just `entries`, which are the `works`; whether it had to change. All of it counts at once, or
    nothing does."""
    old, new = _standing(before.plans), _standing(entries)
    gone = [key for key, made in old.items() if new.get(key) != made]
    fresh = [key for key, made in new.items() if old.get(key) != made]
    links = "".join(_links(entries, works)).encode()
    parts = {"links": digest(links.decode()), "names": VERSION} | {
        step.name: step.version for step in finish if step.version
    }
    current = held.last is not None and held.last.background == read_background().fingerprint
    if current and entries == before.plans and parts == before.parts:
        return False
    with held.next_generation() as writer:
        known = current and before.parts.get("names") == VERSION
        _lay_background(writer)
        writer.remove(graph for key in gone for graph in before.plans[key].made.graphs)
        if held.last:  # a store of an older version holds plans that its manifest does not know
            writer.remove(graph for key in fresh for graph in entries[key].made.graphs)
        made = [entries[key].made for key in fresh]
        writer.load((shelf.read_quads(one.digest) for one in made), sum(one.counts["quads"] for one in made))
        if gone:  # what shared things are called stands in one graph: only the plans that stay say it on
            writer.remove((NAMES_GRAPH,))
            writer.load((_naming(shelf.read_quads(one)) for one in new.values()), len(new))
        if not current or parts["links"] != before.parts.get("links"):
            writer.remove((LINKS_GRAPH,))
            writer.load((links,), len(entries))
        writer.software = next((one.software for one in made), writer.software)
        _index_names(writer, *((gone, fresh) if known else (None, None)))
        for step in finish:
            step(writer)
        write_manifest(writer.files, entries.values(), parts)
    return True


def _naming(quads: bytes) -> bytes:
    """Of a plan's quads those that say what shared things are and are called."""
    ending = f"<{NAMES_GRAPH}> .".encode()
    return b"".join(line for line in quads.splitlines(keepends=True) if line.rstrip().endswith(ending))


def _standing(plans: Mapping[str, Entry]) -> dict[str, str]:
    """What each plan of the graph was made of, by key."""
    return {key: entry.made.digest for key, entry in plans.items() if entry.stands}


def _links(entries: Mapping[str, Entry], works: Iterable[Work]) -> Iterable[str]:
    made, found = {key: entry.made for key, entry in entries.items()}, tuple(works)
    return sibling_lines(found, made, successions((one.card for one in made.values()), found))


def _index_names(writer: Writer, gone: Iterable[str] | None, fresh: Iterable[str] | None) -> None:
    """The index of names: only the plans that changed, where the last generation has one that fits; else all of it."""
    graph, path = Graph(writer.store), writer.files / INDEX
    writer.files.mkdir(parents=True, exist_ok=True)
    if gone is None or fresh is None or not path.exists():
        write_index(graph, path)
    else:
        plans = ([mint("plan", key) for key in keys] for keys in (gone, fresh))
        update_index(graph, path, *plans)


def _lay_background(writer: Writer) -> None:
    """Ontology and thesauri, as this version has them, where the store has others or none."""
    background = read_background()
    if writer.background != background.fingerprint:
        writer.replace((ONTOLOGY_GRAPH, THESAURUS_GRAPH), background.quads)
        writer.background = background.fingerprint
