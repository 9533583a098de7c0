"""Where the command line writes: standard output, standard error, and files that are whole or not there at all.

A console may be GBK (a Chinese Windows) or a pipe that its reader closes. Characters that a console lacks are shown
as escapes; what a program reads (JSON, CSV, Turtle) leaves as UTF-8 bytes unless a person is looking at it.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from cetu.ontology.errors import CetuError


class OutputError(CetuError):
    """A file or folder that cannot be written."""


def prepare() -> None:
    """Let no character stop the program: `₂` on a GBK console becomes `\\u2082`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(line: str = "") -> None:
    """Write a line for a person to standard output."""
    print(line)


def warn(line: str) -> None:
    """Write a line to standard error, where it does not mix with the answer."""
    print(line, file=sys.stderr)


def emit(data: bytes) -> None:
    """Write a document to standard output: as text on a terminal, byte for byte into a pipe or a file."""
    if sys.stdout.isatty():
        sys.stdout.write(data.decode("utf-8", "backslashreplace"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    sys.stdout.flush()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever finds half of it: beside it first, then renamed over it.

    Raises OutputError where the place cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}; choose another --output") from error
    finally:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None


def deliver(data: bytes, output: Path | None) -> None:
    """Write to the file that was asked for, or to standard output."""
    if output is None:
        emit(data)
    else:
        write_whole(output, data)


def width() -> int:
    """Columns of the console; 160 for a pipe or a file, where nothing needs to be folded tightly."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 160


def reason(error: OSError) -> str:
    """The system's own words for what went wrong, without number and path."""
    return (error.strerror or str(error)).lower()


def abandon_output() -> None:
    """After a reader closed the pipe: send what is still buffered nowhere, so that Python ends quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
