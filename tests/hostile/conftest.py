"""The maker of hostile files, as a module of its own that tests share."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest


def _files() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile_files", Path(__file__).with_name("files.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hostile_files"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def hostile() -> Callable[[Path, int, int], Iterator[Path]]:
    """Makes so many hostile files in a folder, from a seed."""
    made: Callable[[Path, int, int], Iterator[Path]] = _files().hostile_files
    return made
