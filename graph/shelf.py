"""Finished plans on disk, filed under what they were made of, so that a build that was stopped finds them again.

    FOLDER/ab/ab12….nq.zst   a plan's quads, N-Quads
    FOLDER/ab/ab12….read.zst what was read from it before anything was ruled or judged, the exchange format
    FOLDER/ab/ab12….json     what is known of it; written last, so that whoever finds it finds all

Both appear whole or not at all. A file that a power failure has torn is noticed by its size or by zstd's checksum.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import zstandard

from cetu.corpus.works import Card
from cetu.ontology.errors import StoreError

LEVEL = 3
"""zstd's: a plan's quads shrink thirtyfold in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that is finished. digest: of all that it was made of; size: bytes on the shelf; seconds: it took to make;
    graphs: its named graphs; counts: things of each kind, and quads; notes: what of the file could not be read."""

    digest: str
    file: str
    card: Card
    counts: dict[str, int]
    graphs: tuple[str, ...]
    software: str
    size: int
    seconds: float = field(compare=False)
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.card.key

    def as_json(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"card": self.card.as_json()}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Made:
        return cls(
            **{
                **said,
                "card": Card.of_json(said["card"]),
                "graphs": tuple(said["graphs"]),
                "notes": tuple(said.get("notes", ())),
            }
        )


class Shelf:
    """The folder. Several processes may put things on it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, digest: str) -> Made | None:
        """What was filed under a digest; None where nothing whole was."""
        try:
            made = Made.of_json(json.loads(self._path(digest, "json").read_text(encoding="utf-8")))
            return made if self._path(digest, "nq.zst").stat().st_size == made.size else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write_quads(self, digest: str, lines: Iterable[str]) -> int:
        """File a plan's quads; their size in bytes."""
        data = _compressed("".join(lines).encode())
        self._write(self._path(digest, "nq.zst"), data)
        return len(data)

    def write_reading(self, digest: str, text: str) -> None:
        """File what was read from a plan, for whoever compares it."""
        self._write(self._path(digest, "read.zst"), _compressed(text.encode("utf-8", "surrogatepass")))

    def reading(self, digest: str) -> str | None:
        """What was read from a plan; None where nothing whole was filed."""
        try:
            data = self._path(digest, "read.zst").read_bytes()
            return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read().decode("utf-8", "surrogatepass")
        except (OSError, ValueError, zstandard.ZstdError):
            return None

    def put(self, made: Made) -> None:
        """File what is known of a plan whose quads are there: from now on it is found."""
        said = json.dumps(made.as_json(), ensure_ascii=False, separators=(",", ":"))
        self._write(self._path(made.digest, "json"), said.encode("utf-8", "surrogatepass"))

    def read_quads(self, digest: str) -> bytes:
        """A plan's quads. StoreError where the file is damaged; it is then gone, and the next build makes it anew."""
        path = self._path(digest, "nq.zst")
        try:
            return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(path.read_bytes())).read()
        except (OSError, zstandard.ZstdError) as error:
            for ending in ("json", "nq.zst", "read.zst"):
                self._path(digest, ending).unlink(missing_ok=True)
            raise StoreError(
                f"{path} 已损坏并删去，请再运行一次；was damaged ({error}) and is removed: run the same build again"
            ) from error

    def keep(self, digests: Iterable[str]) -> None:
        """Throw away whatever is filed under another digest, and what killed builds left half written."""
        wanted = frozenset(digests)
        for name, path in self._all():
            if name.partition(".")[0] not in wanted or name.endswith(".part"):
                with suppress(OSError):
                    os.unlink(path)

    def _all(self) -> Iterator[tuple[str, str]]:
        """Name and path of every file; by `os.scandir`, for there are thousands."""
        with os.scandir(self.folder) as folders:
            for folder in [one for one in folders if one.is_dir()]:
                with os.scandir(folder) as files:
                    yield from [(one.name, one.path) for one in files]

    def _path(self, digest: str, ending: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.{ending}"

    def _write(self, path: Path, data: bytes) -> None:
        """A whole file, on disk before its name is; where another process was first, its file stays as good."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with beside.open("wb") as file:
                file.write(data)
            os.replace(beside, path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise


def _compressed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data)
