"""Where the command line writes: standard output, standard error, and files that are whole or not there at all.

A console may be GBK (a Chinese Windows) or a pipe that its reader closes. Characters that a console lacks are shown
as escapes; what a program reads (JSON, CSV, Turtle) leaves as UTF-8 bytes unless a person is looking at it.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

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


def see_output(path: Path | None, suffixes: Sequence[str] = ()) -> None:
    """Let a file that is to be written be known for wrong before the work that it is for. Leaves nothing behind.

    Raises OutputError where its suffix is none of those that choose a format, or it cannot be written: its folder is
    none or not ours, or another program has it open (Word on Windows lets nobody else write).
    """
    if path is None:
        return
    if suffixes and path.suffix.lower() not in suffixes:
        raise OutputError(f"{path}: 不认识后缀；the suffix chooses the format: {', '.join(suffixes)}")
    try:
        _probe(path.parent)
        if path.exists():
            path.open("r+b").close()
    except OSError as error:
        raise _unwritable(path, error) from error


def see_folder(path: Path | None) -> None:
    """Let a folder be known for one that cannot be written or made before the work that it is for."""
    if path is None:
        return
    try:
        _probe(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _probe(folder: Path) -> None:
    """Write where the folder is, or where it would be made; OSError where that cannot be."""
    TemporaryFile(dir=next(one for one in (folder, *folder.parents) if one.exists())).close()


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"写不了 {path}，请换一个 --output；若在别的程序里打开着，请先关闭；cannot write {path}: {reason(error)}; "
        "choose another --output, or close the program that has it open"
    )


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
        raise _unwritable(path, error) from error
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
