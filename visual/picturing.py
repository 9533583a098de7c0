"""A scene as vis-network has it: nodes with their places in every view, edges with what a click on them tells."""

from __future__ import annotations

from typing import Any

from cetu.visual.layout import Link, Size, place
from cetu.visual.scene import GROUP, Node, Scene, Tie

VIEWS = ("supports", "grouping", "commitments", "all")
ASPECT = 1.55
"""Width by height of the room that the page leaves for the picture on a screen of 1280 by 720."""
FONT = 15
"""Pixels of a label's characters; the page draws labels in the same size."""
HEIGHT = 26
JUNCTION = 16
FEW = 40
REVERSED = "groupedUnder"
"""Said of the narrower thing; drawn from the broader one."""

Json = dict[str, Any]


def picture(scene: Scene) -> tuple[list[Json], list[Json], list[str]]:
    """Nodes, edges, and the views that have something to show; ids are the places in the scene."""
    views = [view for view in VIEWS if view == "all" or any(tie.layer == view for tie in scene.ties)]
    if len(views) == 2:
        views = views[:1] if not _left_out(scene, views[0]) else views
    sizes = {node.id: size(node) for node in scene.nodes.values()}
    places = {view: _places(scene, view, sizes) for view in views}
    number = {node: index for index, node in enumerate(scene.nodes)}
    nodes = [
        _node(number[node.id], node, sizes[node.id], {view: places[view].get(node.id) for view in views})
        for node in scene.nodes.values()
    ]
    return nodes, [_edge(index, tie, number) for index, tie in enumerate(scene.ties)], views


def _left_out(scene: Scene, view: str) -> bool:
    shown = {end for tie in scene.ties if tie.layer == view for end in (tie.source, tie.target)}
    return len(shown) < len(scene.nodes)


def size(node: Node) -> Size:
    """Width and height of a node in pixels, its label on one line."""
    return (JUNCTION, JUNCTION) if node.kind == GROUP else (label_width(node.label) + 30, HEIGHT)


def label_width(label: str) -> float:
    """About the width of a label: a full-width character is as wide as the font is high, a Latin one over half that."""
    return sum(FONT if ord(character) > 0x2E7F else FONT * 0.6 for character in label)


def _places(scene: Scene, view: str, sizes: dict[str, Size]) -> dict[str, tuple[float, float]]:
    ties = [tie for tie in scene.ties if view in ("all", tie.layer)]
    shown = {end for tie in ties for end in (tie.source, tie.target)}
    wanted = {id: sizes[id] for id in scene.nodes if view == "all" or id in shown}
    apart = frozenset(id for id in wanted if scene.nodes[id].kind == GROUP)
    return place(wanted, _links(ties, shows_inferred(scene)), apart=apart, aspect=ASPECT)


def shows_inferred(scene: Scene) -> bool:
    """Whether inferred supports are few enough to be shown from the start; they have a place in the trees then."""
    return sum(tie.inferred for tie in scene.ties) <= FEW


def _links(ties: list[Tie], inferred: bool) -> list[Link]:
    """Ties as the layout follows them: what is said of each first, what is inferred last, if at all."""
    return [
        Link(tie.target, tie.source, 2)
        if tie.predicate == REVERSED
        else Link(tie.source, tie.target, 3 if tie.inferred else int(tie.reading == "collective"))
        for tie in ties
        if inferred or not tie.inferred
    ]


def _node(number: int, node: Node, size: Size, at: dict[str, tuple[float, float] | None]) -> Json:
    return {
        "id": number,
        "label": node.label,
        "kind": node.kind,
        "iri": "" if node.kind == GROUP else node.id,
        "names": list(node.names),
        "w": round(size[0]),
        "h": round(size[1]),
        "at": {view: point for view, point in at.items() if point},
    }


def _edge(number: int, tie: Tie, nodes: dict[str, int]) -> Json:
    return {
        "id": number,
        "from": nodes[tie.source],
        "to": nodes[tie.target],
        "predicate": tie.predicate,
        "reading": tie.reading,
        "inferred": tie.inferred,
        "route": tie.route,
        "view": tie.layer,
    }
