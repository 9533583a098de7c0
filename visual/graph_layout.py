"""Where the things of a large picture stand: by springs (rustworkx), each component apart, the components packed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import rustworkx as rx

Point = tuple[float, float]

SPACING = 95.0
"""Pixels of the canvas that a thing takes each way."""
GAP = 120.0
SEED = 7
QUICK, SLOW = 80, 25
"""Rounds of the springs, for up to and for more than 2,000 things: a second there, two here."""
MANY = 2000


def lay_out(count: int, edges: Sequence[tuple[int, int]], aspect: float = 1.5) -> list[Point]:
    """The centre of each of `count` things in pixels; the same input gives the same places."""
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from([(start, end, None) for start, end in edges if start != end])
    lots = sorted((sorted(lot) for lot in rx.connected_components(graph)), key=lambda lot: (-len(lot), lot))
    boxes = [_box(graph, lot) for lot in lots]
    corners = _pack([(width, height) for width, height, _ in boxes], aspect)
    places: list[Point] = [(0.0, 0.0)] * count
    for (_, _, points), (left, top) in zip(boxes, corners, strict=True):
        for node, (x, y) in points.items():
            places[node] = (round(left + x, 1), round(top + y, 1))
    return places


def _box(graph: rx.PyGraph[int, None], lot: list[int]) -> tuple[float, float, dict[int, Point]]:
    """Width, height and places of one component, its corner at (0, 0)."""
    if len(lot) == 1:
        return SPACING, SPACING / 2, {lot[0]: (SPACING / 2, SPACING / 4)}
    part = graph.subgraph(lot)
    rounds = QUICK if len(lot) <= MANY else SLOW
    found = rx.spring_layout(part, seed=SEED, num_iter=rounds, k=2.2 / math.sqrt(len(lot)))
    side = SPACING * math.sqrt(len(lot)) * 1.25
    xs, ys = [found[at][0] for at in found], [found[at][1] for at in found]
    left, top = min(xs), min(ys)
    wide, high = max(max(xs) - left, 1e-9), max(max(ys) - top, 1e-9)
    points = {
        lot[at]: ((found[at][0] - left) / wide * side, (found[at][1] - top) / high * side) for at in range(len(lot))
    }
    return side, side, points


def _pack(sizes: Sequence[tuple[float, float]], aspect: float) -> list[Point]:
    """Corners of boxes in shelves from the top, tallest first as they come, about as wide as the page's shape asks."""
    area = sum((width + GAP) * (height + GAP) for width, height in sizes)
    most = max(math.sqrt(area * aspect), max((width for width, _ in sizes), default=0))
    corners: list[Point] = []
    x = y = shelf = 0.0
    for width, height in sizes:
        if x and x + width > most:
            x, y, shelf = 0.0, y + shelf + GAP, 0.0
        corners.append((x, y))
        x += width + GAP
        shelf = max(shelf, height)
    return corners
