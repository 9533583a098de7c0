"""A graph, or a part of it, as one page for the browser: pyvis and vis-network, everything inside one HTML file."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from cetu import visual
from cetu.graph.dataset import Graph
from cetu.ontology.errors import DrawError
from cetu.visual.choosing import choose
from cetu.visual.evidence import evidence
from cetu.visual.gathering import gather
from cetu.visual.picturing import picture, shows_inferred
from cetu.visual.scene import compose, group

ASSETS = Path(visual.__file__).parent / "assets"
PYVIS = Path(pyvis.__file__).parent / "templates"
VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = ("shapes.js", "panel.js", "page.js")
MOST = 3000
"""Things on one page; with more nobody finds anything, and the browser is slow."""

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "nodes": {"shape": "custom"},
    "edges": {"smooth": {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}, "hoverWidth": 0},
}


def draw(graph: Graph, *, technology: str | None = None, region: str | None = None, plans: Iterable[str] = ()) -> str:
    """The page as HTML: what the plans say, and what is inferred, of a technology, of a region, or of everything.

    It asks no other host for anything, and no text of the graph can run in it. Raises DrawError where nothing is there
    to be drawn, or more than a page holds.
    """
    chosen = choose(group(gather(graph)), technology=technology, region=region, plans=plans)
    if len(chosen.things) > MOST:
        raise DrawError(
            f"{len(chosen.things)} things do not fit on one page (at most {MOST}): choose with --plan, --technology "
            "or --region"
        )
    scene = compose(chosen)
    nodes, edges, views = picture(scene)
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes, network.edges = nodes, edges
    network.set_options(json.dumps(OPTIONS))
    about = " · ".join(word for word in (technology, region) if word)
    return _render(
        network, {"views": views, "about": about, "inferred": shows_inferred(scene), **evidence(chosen, scene)}
    )


def write_page(html: str, path: str | os.PathLike[str]) -> None:
    """Write a page as UTF-8, whole or not at all. Raises DrawError where the place cannot be written."""
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_text(html, encoding="utf-8", newline="\n")
        os.replace(beside, target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DrawError(f"cannot write {target} ({error.strerror}): choose another file with --output") from error


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that lets these very scripts and styles work, and nothing be loaded or sent."""
    allowed = f"script-src {' '.join(map(_digest, scripts))}; style-src {' '.join(map(_digest, styles))}"
    return f"default-src 'none'; {allowed}; img-src data:; base-uri 'none'; form-action 'none'"


def _render(network: Network, data: dict[str, Any]) -> str:
    """The page by pyvis from a template of ours, for the one that it has loads files from other hosts."""
    network.set_template_dir([str(ASSETS), str(PYVIS)], "page.html")
    scripts = (asset(PYVIS / VIS_NETWORK), *(asset(ASSETS / name) for name in SCRIPTS))
    style = asset(ASSETS / "page.css")
    network.templateEnv.globals.update(
        scripts=scripts,
        style=style,
        policy=policy(scripts, (style,)),
        data=data,
        look=json.loads(asset(ASSETS / "look.json")),
    )
    return str(network.generate_html())


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def asset(path: Path) -> str:
    """A file's text with the line ends that a browser makes of it before it hashes, without white space at its ends."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").strip()
