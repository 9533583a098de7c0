"""Where things stand: trees that read from left to right, one line a thing, packed into a page.

A picture of a plan is nearly a forest: whoever supports, and what it supports. Each tree is drawn as an outline (the
hub, then a column of what hangs on it), so that no label lies on another; ties that are not of a tree cross the page.
Everything is in pixels of the canvas; the same input gives the same places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

ROW = 34
"""Height of a line."""
COLUMN_GAP = 70
"""Between a hub and what hangs on it: room for the lines to part."""
BLOCK_GAP = 46
SHELF = 8

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A tie as the layout sees it. Of several hubs of one thing the link with the least rank is followed."""

    hub: str
    thing: str
    rank: int = 0


@dataclass(slots=True)
class Block:
    """One tree with its top left corner at (0, 0) after `_settle`."""

    root: str
    places: dict[str, Point] = field(default_factory=dict)
    width: float = 0
    height: float = 0


def place(
    sizes: Mapping[str, Size], links: Iterable[Link], *, apart: frozenset[str], aspect: float
) -> dict[str, Point]:
    """The centre of every thing in `sizes`.

    apart: things that hang on nothing (junctions), to whose left their hubs stand. aspect: width by height of the page.
    """
    followed = sorted((link for link in links if link.hub != link.thing), key=lambda link: (link.hub, link.thing))
    children, roots = _forest(sizes, followed, apart)
    before = _lone_hubs(roots, children, followed)
    taken = {hub for columns in before.values() for column in columns for hub in column}
    single = [root for root in roots if root not in taken and not children[root] and root not in before]
    blocks = [
        _block(root, children, before.get(root, ()), sizes, root in apart)
        for root in roots
        if root not in {*taken, *single}
    ]
    order = _by_component(blocks, followed)
    return _pack([*order, *_shelves(single, sizes)], aspect)


def _forest(
    sizes: Mapping[str, Size], links: Sequence[Link], apart: frozenset[str]
) -> tuple[defaultdict[str, list[str]], list[str]]:
    """Children by hub, and the roots, in the order of `sizes`. Links between trees only, so there is no ring."""
    fan: defaultdict[str, int] = defaultdict(int)
    for link in links:
        fan[link.hub] += 1
    trees: nx.utils.UnionFind[str] = nx.utils.UnionFind(sizes)
    children: defaultdict[str, list[str]] = defaultdict(list)
    hung: set[str] = set()
    for link in sorted(links, key=lambda link: (link.rank, -fan[link.hub], link.hub, link.thing)):
        if link.thing in hung or link.thing in apart or trees[link.hub] == trees[link.thing]:
            continue
        hung.add(link.thing)
        trees.union(link.hub, link.thing)
        children[link.hub].append(link.thing)
    return children, [thing for thing in sizes if thing not in hung]


def _lone_hubs(
    roots: Sequence[str], children: Mapping[str, list[str]], links: Sequence[Link]
) -> dict[str, list[list[str]]]:
    """Hubs whose things all hang elsewhere, by the root of the tree that holds most of these: they stand before it.

    In columns from the tree leftwards: those that lead into the tree, those that lead into these, and so on.
    """
    root_of = {thing: root for root in roots if children.get(root) for thing in _depths(root, children)}
    waiting = [root for root in roots if not children.get(root)]
    before: defaultdict[str, list[list[str]]] = defaultdict(list)
    while True:
        found = _aims(waiting, root_of, links)
        if not found:
            return before
        columns: defaultdict[str, list[str]] = defaultdict(list)
        for hub in waiting:
            if hub in found:
                columns[found[hub]].append(hub)
        for root, column in columns.items():
            before[root].append(column)
        root_of |= found
        waiting = [hub for hub in waiting if hub not in found]


def _aims(hubs: Iterable[str], root_of: Mapping[str, str], links: Sequence[Link]) -> dict[str, str]:
    """The root of the tree that most links of each hub lead into; hubs that lead into none are left out."""
    waiting = set(hubs)
    aims: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for link in links:
        if link.hub in waiting and link.thing in root_of:
            aims[link.hub][root_of[link.thing]] += 1
    return {hub: min(found, key=lambda root: (-found[root], root)) for hub, found in aims.items()}


def _block(
    root: str,
    children: Mapping[str, list[str]],
    before: Sequence[Sequence[str]],
    sizes: Mapping[str, Size],
    level: bool,
) -> Block:
    """A tree with the hubs before it, on a level with the root or above it."""
    depths = _depths(root, children)
    widths: defaultdict[int, float] = defaultdict(float)
    for thing, depth in depths.items():
        widths[depth] = max(widths[depth], sizes[thing][0])
    lefts = [sum(widths[above] + COLUMN_GAP for above in range(depth)) for depth in range(len(widths))]
    block = Block(root)
    next_row = 0.0

    def settle(thing: str) -> float:
        """Place a thing and all below it; its height on the page."""
        nonlocal next_row
        below = [settle(child) for child in _in_order(children.get(thing, ()), children)]
        if below:
            y = (below[0] + below[-1]) / 2
        else:
            y = next_row
            next_row += ROW
        block.places[thing] = (lefts[depths[thing]] + sizes[thing][0] / 2, y)
        return y

    middle, right = settle(root), float(-COLUMN_GAP)
    if before and not level:  # their lines pass the root by on the way to what hangs on it: not behind it
        middle -= ROW * (len(before[0]) + 1) / 2
    for column in before:
        top = middle - ROW * (len(column) - 1) / 2
        for row, hub in enumerate(column):
            block.places[hub] = (right - sizes[hub][0] / 2, top + row * ROW)
        right -= max(sizes[hub][0] for hub in column) + COLUMN_GAP
    return _settle(block, sizes)


def _in_order(things: Iterable[str], children: Mapping[str, list[str]]) -> list[str]:
    """Those with much below them last, so that short lines stand together."""
    return sorted(things, key=lambda thing: len(children.get(thing, ())) > 0)


def _depths(root: str, children: Mapping[str, list[str]]) -> dict[str, int]:
    depths, queue = {root: 0}, [root]
    while queue:
        thing = queue.pop()
        for child in children.get(thing, ()):
            depths[child] = depths[thing] + 1
            queue.append(child)
    return depths


def _settle(block: Block, sizes: Mapping[str, Size]) -> Block:
    """Move the block's corner to (0, 0) and measure it."""
    left = min(x - sizes[thing][0] / 2 for thing, (x, _) in block.places.items())
    top = min(y for _, y in block.places.values()) - ROW / 2
    block.places = {thing: (x - left, y - top) for thing, (x, y) in block.places.items()}
    block.width = max(x + sizes[thing][0] / 2 for thing, (x, _) in block.places.items())
    block.height = max(y for _, y in block.places.values()) + ROW / 2
    return block


def _by_component(blocks: list[Block], links: Iterable[Link]) -> list[Block]:
    """Blocks that ties join stand together, the largest lot first, in it the tallest."""
    block_of = {thing: index for index, block in enumerate(blocks) for thing in block.places}
    joined: nx.Graph = nx.Graph()
    joined.add_nodes_from(range(len(blocks)))
    joined.add_edges_from(
        (block_of[link.hub], block_of[link.thing]) for link in links if {link.hub, link.thing} <= block_of.keys()
    )
    lots = [sorted(lot, key=lambda index: (-blocks[index].height, index)) for lot in nx.connected_components(joined)]
    lots.sort(key=lambda lot: (-sum(len(blocks[index].places) for index in lot), lot))
    return [blocks[index] for lot in lots for index in lot]


def _shelves(things: Sequence[str], sizes: Mapping[str, Size]) -> list[Block]:
    """Things without any tie, in short columns."""
    blocks = []
    for first in range(0, len(things), SHELF):
        block = Block(things[first])
        for row, thing in enumerate(things[first : first + SHELF]):
            block.places[thing] = (sizes[thing][0] / 2, row * ROW)
        blocks.append(_settle(block, sizes))
    return blocks


def _pack(blocks: Sequence[Block], aspect: float) -> dict[str, Point]:
    """Blocks in columns, each under the shortest so far; as many columns as fit the page's shape best."""
    tries = [_columns(blocks, count) for count in range(1, min(len(blocks), 24) + 1)]
    if not tries:
        return {}
    _, _, corners = min(tries, key=lambda found: max(found[0] / aspect, found[1]))
    return {
        thing: (round(left + x, 1), round(top + y, 1))
        for block, (left, top) in zip(blocks, corners, strict=True)
        for thing, (x, y) in block.places.items()
    }


def _columns(blocks: Sequence[Block], count: int) -> tuple[float, float, list[Point]]:
    """Width, height and the corner of every block, in `count` columns."""
    heights, widths = [0.0] * count, [0.0] * count
    chosen: list[tuple[int, float]] = []
    for block in blocks:
        column = min(range(count), key=lambda index: (heights[index], index))
        chosen.append((column, heights[column]))
        heights[column] += block.height + BLOCK_GAP
        widths[column] = max(widths[column], block.width)
    lefts = [sum(widths[:column]) + BLOCK_GAP * column for column in range(count)]
    corners = [(lefts[column], top) for column, top in chosen]
    return sum(widths) + BLOCK_GAP * (count - 1), max(heights) - BLOCK_GAP, corners
