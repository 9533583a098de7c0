"""The store: a folder that always holds one whole graph.

    STORE/cetu-store.json       which generation counts, with the format and the software that wrote it
    STORE/generation-N/         an Oxigraph database, never written again once it counts
    STORE/generation-N.files/   what else belongs to it: which plans are in it (`manifest.py`), indexes
    STORE/made/                 finished plans, for the next build (`shelf.py`)
    STORE/build-report.json     what the last build did
    STORE/build.lock            held by the one build that may run

A build writes the next generation (which shares unchanged files with the last one by hard links) and makes it count
by replacing `cetu-store.json`, one atomic step on every system. Killed before that step, it leaves the last generation
as it was; whatever else lies about is swept up by the next build. The generation before stays until then, so that
whoever has it open can read on.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from cetu.graph.dataset import Graph
from cetu.graph.endpoint import is_address
from cetu.graph.indexing import INDEX
from cetu.graph.locking import locked
from cetu.graph.remote import RemoteStore
from cetu.ontology.errors import StoreError

FORMAT = 2
"""Version of the store's layout and of the graph model; a store of another one is refused."""

BULK = 40_000
"""More quads than this go past Oxigraph's log into files of their own: three times as fast, but many files for many
plans."""

BATCH = 32_000_000
"""Bytes of N-Quads that are loaded at once: eight times as many take twice the memory and save a tenth of the time."""

LOADERS = 2
"""Batches that are loaded side by side, each by a thread (Oxigraph lets go of Python's lock while it loads)."""

MARKER = "cetu-store.json"
LOCK = "build.lock"
GENERATION = "generation-"
FILES = ".files"
MADE = "made"
REPORT = "build-report.json"
OURS = frozenset({LOCK, MADE, REPORT, f"{MARKER}.new"})
"""What may lie in a folder that holds no graph yet: a build that was stopped left it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What `cetu-store.json` says; `background` is the fingerprint of the ontology and thesauri within."""

    format: int
    software: str
    generation: str
    background: str = ""


class Writer:
    """The next generation while it is written; `software` and `background` are what the store will say of itself,
    `files` is the folder for whatever else belongs to the generation."""

    def __init__(self, store: ox.Store, last: Marker | None, files: Path) -> None:
        self._store: ox.Store | None = store
        self.files = files
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
        self.remove(graphs)
        fresh = list(quads)
        if len(fresh) > BULK:
            self.store.bulk_extend(fresh)
        else:
            self.store.extend(fresh)

    def remove(self, graphs: Iterable[str]) -> None:
        """Drop named graphs with all that they hold."""
        for graph in graphs:
            self.store.remove_graph(ox.NamedNode(graph))

    def load(self, documents: Iterable[bytes], size: int) -> None:
        """Add N-Quads, `size` of them in all, a batch at a time."""
        if size <= BULK:
            for batch in _batches(documents):
                self.store.load(batch, format=ox.RdfFormat.N_QUADS)
            return
        add = partial(self.store.bulk_load, format=ox.RdfFormat.N_QUADS)
        with ThreadPoolExecutor(LOADERS) as loaders:
            waiting: deque[Future[None]] = deque()
            for batch in _batches(documents):
                waiting.append(loaders.submit(add, batch))
                if len(waiting) >= LOADERS:
                    waiting.popleft().result()
            for one in waiting:
                one.result()


def open_graph(path: str | os.PathLike[str]) -> Graph:
    """The graph in a store folder or on the SPARQL server at an address, to read.

    StoreError where there is none or one of another version.
    """
    if is_address(path):
        return Graph(RemoteStore(str(path)))
    folder = Path(path)
    for _ in range(3):
        marker = read_marker(folder)
        try:
            store = ox.Store.read_only(str(folder / marker.generation))
            return Graph(store, folder / f"{marker.generation}{FILES}" / INDEX)
        except OSError as error:
            if read_marker(folder) == marker:  # else a build finished in between: read what counts now
                raise StoreError(
                    f"{folder} 的图打不开，请重建；the graph cannot be opened ({error}): build it again"
                ) from error
    raise StoreError(
        f"{folder} 的图一直在变，请等建完再试；the graph changes all the time: try again when no build runs"
    )


def _batches(documents: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for document in documents:
        held.append(document)
        size += len(document)
        if size > BATCH:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


class Held:
    """A store that only we may write to; `last` is what it says of itself, None where it holds no graph yet."""

    def __init__(self, folder: Path, last: Marker | None) -> None:
        self.folder = folder
        self.last = last

    @property
    def files(self) -> Path | None:
        """The folder of what belongs to the generation that counts."""
        return self.folder / f"{self.last.generation}{FILES}" if self.last else None

    @contextmanager
    def next_generation(self) -> Iterator[Writer]:
        """The next generation, begun from the last; it counts when the block ends without error."""
        with _failures(self.folder):
            yield from _next_generation(self.folder, self.last)
        self.last = read_marker(self.folder) if (self.folder / MARKER).exists() else None


@contextmanager
def holding(path: str | os.PathLike[str]) -> Iterator[Held]:
    """The store at `path`, made where there is none, for us alone until the block ends.

    Raises StoreError where the folder is something else, cannot be written, or another build holds it.
    """
    folder = Path(path)
    fresh = not folder.exists()
    _prepare(folder)
    try:
        with _failures(folder), locked(folder / LOCK):
            yield Held(folder, read_marker(folder) if (folder / MARKER).exists() else None)
    finally:
        if fresh and not (folder / MARKER).exists():
            _leave(folder)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[Writer]:
    """The next generation of the store at `path`, begun from the last; it counts when the block ends without error.

    Raises StoreError where the folder is something else, cannot be written, or another build holds it.
    """
    with holding(path) as held, held.next_generation() as writer:
        yield writer


def see_store(place: str) -> None:
    """Let a store that is to be added to be known for wrong before the work that it is for.

    Raises StoreError where it is a server, no store, one of another version, not ours to write, or held by a build.
    """
    if is_address(place):
        raise StoreError(f"{place}: 这里只能存进图库文件夹；only a store that is a folder can be added to")
    read_marker(Path(place))
    with holding(place):
        pass


@contextmanager
def _failures(folder: Path) -> Iterator[None]:
    """What the system says, in our words."""
    try:
        yield
    except BlockingIOError as error:
        raise StoreError(
            f"另一个构建正在写 {folder}，请等它做完；another build is writing to {folder}: wait for it, or choose "
            "another folder"
        ) from error
    except OSError as error:
        raise StoreError(
            f"写不进 {folder}，请检查磁盘和权限；cannot write to {folder} ({error}): check the disk and the rights"
        ) from error


def _next_generation(folder: Path, last: Marker | None) -> Iterator[Writer]:
    _sweep(folder, last)
    number = int(last.generation.removeprefix(GENERATION)) + 1 if last else 1
    target = folder / f"{GENERATION}{number}"
    files = folder / f"{target.name}{FILES}"
    if last:
        ox.Store.read_only(str(folder / last.generation)).backup(str(target))
        if (before := folder / f"{last.generation}{FILES}").is_dir():
            shutil.copytree(before, files)
    writer = Writer(ox.Store(str(target)), last, files)
    try:
        yield writer
        writer.close()
        if writer.counts:
            _write_marker(folder, Marker(FORMAT, writer.software, target.name, writer.background))
    finally:
        writer.close()
        if not _counts(folder, target.name):
            shutil.rmtree(target, ignore_errors=True)
            shutil.rmtree(files, ignore_errors=True)


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
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(
            f"{folder} 里没有图库，请先建；there is no graph in {folder}: make one with `cetu build PLAN --to {folder}`"
        ) from None
    except OSError as error:
        raise StoreError(f"{folder} 读不了，请检查权限；cannot be read ({error.strerror}): check the rights") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{folder / MARKER} 已损坏，请删去 {folder} 重建；is damaged ({error}): remove {folder} and build again"
        ) from error
    if marker.format != FORMAT:
        raise StoreError(
            f"{folder} 的图是别的版本建的，请删去重建；the graph was written by {marker.software} in format "
            f"{marker.format}, this version reads format {FORMAT}: "
            f"remove the folder and build again with `cetu build PLAN --to {folder}`"
        )
    return marker


def _prepare(folder: Path) -> None:
    """Make the folder, or see that it is one of ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        content = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise StoreError(
            f"写不进 {folder}，请换一个文件夹；cannot write to {folder} ({error.strerror}): choose another with --to"
        ) from error
    if MARKER in content:
        read_marker(folder)
    elif any(name not in OURS and not name.startswith(GENERATION) for name in content):
        raise StoreError(
            f"{folder} 里有别的文件，请换一个空的或新的文件夹；{folder} holds other files: choose an empty folder, "
            "or a new one, for the graph"
        )


def _sweep(folder: Path, last: Marker | None) -> None:
    """Remove every generation but the one that counts, and what killed builds left."""
    for entry in folder.glob(f"{GENERATION}*"):
        if last is None or entry.name.removesuffix(FILES) != last.generation:
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
