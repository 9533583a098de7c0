"""The store: a folder that always holds one whole graph.

    STORE/cetu-store.json   which generation counts, with the format and the software that wrote it
    STORE/generation-N/     an Oxigraph database, never written again once it counts
    STORE/build.lock        held by the one build that may run

A build writes the next generation (which shares unchanged files with the last one by hard links) and makes it count
by replacing `cetu-store.json`, one atomic step on every system. Killed before that step, it leaves the last generation
as it was; whatever else lies about is swept up by the next build. The generation before stays until then, so that
whoever has it open can read on.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.locking import locked
from cetu.ontology.errors import StoreError

FORMAT = 1
"""Version of the store's layout and of the graph model; a store of another one is refused."""

BULK = 40_000
"""More quads than this go past Oxigraph's log into files of their own: three times as fast, but many files for many
plans."""

MARKER = "cetu-store.json"
LOCK = "build.lock"
GENERATION = "generation-"


@dataclass(frozen=True, slots=True)
class Marker:
    """What `cetu-store.json` says; `background` is the fingerprint of the ontology and thesauri within."""

    format: int
    software: str
    generation: str
    background: str = ""


class Writer:
    """The next generation while it is written; `software` and `background` are what the store will say of itself."""

    def __init__(self, store: ox.Store, last: Marker | None) -> None:
        self._store: ox.Store | None = store
        self.software = last.software if last else "cetu"
        self.background = last.background if last else ""
        self.counts = True

    @property
    def store(self) -> ox.Store:
        if self._store is None:
            raise StoreError("this generation is closed: begin another with `writing`")
        return self._store

    def close(self) -> None:
        """Everything on disk, and the database let go of (Oxigraph closes it with its last reference)."""
        if self._store is not None:
            self._store.flush()
            self._store = None

    def give_up(self) -> None:
        """Let the last generation count on: nothing that was written here is kept."""
        self.counts = False

    def replace(self, graphs: Iterable[str], quads: Iterable[ox.Quad]) -> None:
        """Put `quads` in the place of all that the named graphs hold."""
        for graph in graphs:
            self.store.remove_graph(ox.NamedNode(graph))
        fresh = list(quads)
        if len(fresh) > BULK:
            self.store.bulk_extend(fresh)
        else:
            self.store.extend(fresh)


def open_graph(path: str | os.PathLike[str]) -> Graph:
    """The graph in a store folder, to read. StoreError where there is none or one of another version."""
    folder = Path(path)
    for _ in range(3):
        marker = read_marker(folder)
        try:
            return Graph(ox.Store.read_only(str(folder / marker.generation)))
        except OSError as error:
            if read_marker(folder) == marker:  # else a build finished in between: read what counts now
                raise StoreError(f"the graph in {folder} cannot be opened ({error}): build it again") from error
    raise StoreError(f"the graph in {folder} changes all the time: try again when no build runs")


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[Writer]:
    """The next generation of the store at `path`, begun from the last; it counts when the block ends without error.

    Raises StoreError where the folder is something else, cannot be written, or another build holds it.
    """
    folder = Path(path)
    fresh = not folder.exists()
    _prepare(folder)
    try:
        with locked(folder / LOCK):
            yield from _next_generation(folder, read_marker(folder) if (folder / MARKER).exists() else None)
    except BlockingIOError as error:
        raise StoreError(f"another build is writing to {folder}: wait for it, or choose another folder") from error
    except OSError as error:
        raise StoreError(f"cannot write to {folder} ({error}): check the disk and the rights") from error
    finally:
        if fresh and not (folder / MARKER).exists():
            _leave(folder)


def _next_generation(folder: Path, last: Marker | None) -> Iterator[Writer]:
    _sweep(folder, last)
    number = int(last.generation.removeprefix(GENERATION)) + 1 if last else 1
    target = folder / f"{GENERATION}{number}"
    if last:
        ox.Store.read_only(str(folder / last.generation)).backup(str(target))
    writer = Writer(ox.Store(str(target)), last)
    try:
        yield writer
        writer.close()
        if writer.counts:
            _write_marker(folder, Marker(FORMAT, writer.software, target.name, writer.background))
    finally:
        writer.close()
        if not _counts(folder, target.name):
            shutil.rmtree(target, ignore_errors=True)


def _counts(folder: Path, generation: str) -> bool:
    return (folder / MARKER).exists() and read_marker(folder).generation == generation


def _leave(folder: Path) -> None:
    """Take back a folder that was made for a graph that did not come to be."""
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()


def read_marker(folder: Path) -> Marker:
    """What the store says of itself; StoreError where it is none, or one that this version cannot read."""
    try:
        said = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        marker = Marker(
            int(said["format"]), str(said["software"]), str(said["generation"]), str(said.get("background", ""))
        )
    except FileNotFoundError:
        raise StoreError(f"there is no graph in {folder}: make one with `cetu build PLAN --to {folder}`") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / MARKER} cannot be read ({error}): remove {folder} and build again") from error
    if marker.format != FORMAT:
        raise StoreError(
            f"the graph in {folder} was written by {marker.software} in format {marker.format}, this version reads "
            f"format {FORMAT}: remove the folder and build again with `cetu build PLAN --to {folder}`"
        )
    return marker


def _prepare(folder: Path) -> None:
    """Make the folder, or see that it is one of ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        content = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise StoreError(f"cannot write to {folder} ({error}): choose another folder with --to") from error
    if MARKER in content:
        read_marker(folder)
    elif any(name != LOCK and not name.startswith(GENERATION) for name in content):
        raise StoreError(f"{folder} holds other files: choose an empty folder, or a new one, for the graph")


def _sweep(folder: Path, last: Marker | None) -> None:
    """Remove every generation but the one that counts, and what killed builds left."""
    for entry in folder.glob(f"{GENERATION}*"):
        if last is None or entry.name != last.generation:
            shutil.rmtree(entry, ignore_errors=True)
    (folder / f"{MARKER}.new").unlink(missing_ok=True)


def _write_marker(folder: Path, marker: Marker) -> None:
    """Replace the marker in one step, on disk before and after."""
    fresh = folder / f"{MARKER}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(marker), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, folder / MARKER)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows opens no folders, and has no need to
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
