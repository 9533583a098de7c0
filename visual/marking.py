"""The reading view of one plan: its text with everything that was read from it, one page that needs no network.

The text stands unchanged; tags that a web page left in it are there and not shown. Spans are coloured by type, what is
forbidden is struck, lists say whether 等 leaves them open, targets stand on a ground of their own. A span under the
pointer or the keyboard shows what is said of it and lights the things that it is said with (`assets/reading.js`);
without scripts its title says what it is.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any

from cetu.corpus.gaps import BLOCK, TAGS
from cetu.corpus.plan import Plan
from cetu.extract.extraction import ENTITY_TYPES, Entity, Extraction, MentionList
from cetu.visual.cutting import Piece, cut
from cetu.visual.readings import reading_data, said_of

ASSETS = resources.files("cetu.visual").joinpath("assets")
LOOK: dict[str, Any] = json.loads(ASSETS.joinpath("look.json").read_text(encoding="utf-8"))
KINDS = (*ENTITY_TYPES, "Target")
LABELS = {kind: str(LOOK["classes"][kind]["zh"]) for kind in KINDS}
LISTS = {"open": "…等", "counted": "…等{count}个", "closed": "列尽", "unmarked": ""}
"""What stands behind a list of each openness."""
HINT = "指向一个有颜色的词，这里显示它是什么、与谁有什么关系、依据哪条规则。"
LEGEND = (
    ("restrict", "", "小火电", "严禁、严控或淘汰，不算支撑"),
    ("in-list open", "…等", "甲、乙", "名单没有列尽"),
    ("in-list counted", "…等5个", "甲、乙", "只写出一部分，给了总数"),
    ("in-list closed", "列尽", "甲、乙", "名单列尽"),
    ("busy", "", "双线", "与别处有关系"),
)
"""Class, what stands behind it, sample and meaning of the marks that are no type."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What lies over the text at a place: an entity, a target or a list, by its id."""

    start: int
    end: int
    kind: str
    id: str


def marked_text(plan: Plan, extraction: Extraction) -> str:
    """The page, UTF-8 text of one HTML file. It asks no other host for anything and runs no script but its own."""
    title = escape(plan.document.title or plan.key)
    pieces = "".join(_body(plan, extraction))
    style = ASSETS.joinpath("reading.css").read_text(encoding="utf-8") + _colours(extraction)
    script = ASSETS.joinpath("reading.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}</style></head><body>"
        f'<header><h1>{title}</h1><p class="facts">{escape(_facts(plan, extraction))}</p>{_legend(extraction)}</header>'
        f'<div class="desk"><nav aria-label="目录"><h2>目录</h2><ol>{"".join(_outline(plan, extraction))}</ol></nav>'
        f'<main lang="zh-Hans">{pieces}</main>'
        f'<aside aria-live="polite"><h2>此处说了什么</h2><div id="card"><p class="line">{HINT}</p></div></aside></div>'
        f'<script type="application/json" id="data">{_safe(reading_data(plan, extraction))}</script>'
        f"<script>{script}</script></body></html>\n"
    )


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def _safe(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element whatever it says."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _facts(plan: Plan, extraction: Extraction) -> str:
    said = plan.document
    counted = Counter(one.type for one in extraction.entities)
    numbers = [f"{LABELS[kind]} {counted[kind]}处" for kind in ENTITY_TYPES if counted[kind]]
    numbers += [f"指标 {len(extraction.targets)}项", f"关系 {len(extraction.relations)}条"]
    facts = ("、".join(said.issuers), said.number, said.date, "，".join(numbers))
    return " · ".join(one for one in facts if one)


def _legend(extraction: Extraction) -> str:
    """A switch for every type that occurs, and the other marks explained."""
    there = {one.type for one in extraction.entities} | ({"Target"} if extraction.targets else set())
    switches = "".join(
        f'<label><input type="checkbox" checked data-kind="{kind}"> '
        f'<span class="sample {kind}">{LABELS[kind]}</span></label> '
        for kind in KINDS
        if kind in there
    )
    marks = "".join(
        f'<span><span class="{name}" {_badge(behind)}>{sample}</span> {meaning}</span> '
        for name, behind, sample, meaning in LEGEND
    )
    keys = (
        "指向或用 Tab 键到一处，右边显示它的关系，并标出另一端；点一下固定，Esc 松开；N、P 到下一处、上一处有关系的词。"
    )
    return f'<p class="kinds">{switches}</p><p class="kinds marks">{marks}</p><p class="keys">{keys}</p>'


def _badge(behind: str) -> str:
    return f'data-list="{escape(behind)}"' if behind else ""


def _outline(plan: Plan, extraction: Extraction) -> Iterator[str]:
    """The headings in order, indented by depth, tasks told apart."""
    tasks = {task.start for task in extraction.tasks if task.orders}
    depth: list[int] = []
    for at, section in enumerate(plan.sections):
        depth.append(0 if section.parent is None else depth[section.parent] + 1)
        if section.title and section.kind in ("section", "box", "title"):
            task = " task" if section.heading_start in tasks else ""
            words = escape(f"{section.number} {' '.join(section.title.split())}".strip())
            yield f'<li class="depth{min(depth[at], 4)}{task}"><a href="#s{at}">{words}</a></li>'


def _body(plan: Plan, extraction: Extraction) -> Iterator[str]:
    """The text in pieces: headings are anchors, marks carry the ids of what lies there."""
    marks = [_Mark(one.start, one.end, one.type, one.id) for one in extraction.entities]
    marks += [_Mark(one.start, one.end, "Target", one.id) for one in extraction.targets]
    lists = {one.id: one for one in extraction.lists}
    marks += [_Mark(one.start, one.end, "List", one.id) for one in extraction.lists if one.openness != "unmarked"]
    marks += [_Mark(*tags.span(), "Unseen", _parting(plan.text, tags)) for tags in TAGS.finditer(plan.text)]
    anchors: dict[int, list[int]] = {}
    for at, section in enumerate(plan.sections):
        anchors.setdefault(section.heading_start, []).append(at)
    told = {one.id: _told(one) for one in extraction.entities}
    told |= {one.id: f"指标 {one.indicator}" for one in extraction.targets}
    forbidden = {one.id for one in extraction.entities if one.stage == "restrict"}
    busy = said_of(extraction)
    for piece in cut(len(plan.text), marks, anchors):
        yield from (f'<a id="s{at}"></a>' for at in anchors.get(piece.start, ()))
        over = [marks[at] for at in piece.over]
        words = escape(plan.text[piece.start : piece.end], quote=False)
        yield _piece(words, piece, over, told, forbidden, busy, lists)


def _parting(text: str, tags: re.Match[str]) -> str:
    """The classes of tags that are not shown: whether they part paragraphs where no line end does."""
    around = text[max(0, tags.start() - 1) : tags.end() + 1]
    parts = BLOCK.search(tags[0]) and "\n" not in around and tags.start() > 0 and tags.end() < len(text)
    return "unseen parting" if parts else "unseen"


def _piece(
    words: str,
    piece: Piece,
    over: list[_Mark],
    told: Mapping[str, str],
    forbidden: set[str],
    busy: frozenset[str],
    lists: Mapping[str, MentionList],
) -> str:
    """One piece as a mark inside the lists that hold it."""
    shown = [one for one in over if one.kind not in ("List", "Unseen")]
    for one in [one for one in over if one.kind == "Unseen"]:
        words = f'<span class="{one.id if one.end == piece.end else "unseen"}"><span hidden>{words}</span></span>'
    if shown:
        inner, *outer = dict.fromkeys(one.kind for one in reversed(shown))
        names = [
            inner,
            *(f"in-{kind}" for kind in outer),
            *(["restrict"] if any(one.id in forbidden for one in shown) else []),
        ]
        names += ["busy"] if any(one.id in busy for one in shown) else []
        names += ["first"] if any(one.start == piece.start for one in shown) else []
        title = escape("\n".join(dict.fromkeys(told[one.id] for one in shown)))
        ids = " ".join(one.id for one in reversed(shown))
        reach = ' tabindex="0"' if "first" in names else ""
        words = f'<mark class="{" ".join(names)}" data-ids="{ids}" title="{title}"{reach}>{words}</mark>'
    for one in [one for one in over if one.kind == "List"][::-1]:
        said = lists[one.id]
        badge = _badge(LISTS[said.openness].format(count=said.count)) if one.end == piece.end else ""
        words = f'<span class="in-list {said.openness}" {badge}>{words}</span>'
    return words


def _told(entity: Entity) -> str:
    stage = f" {LOOK['words'].get(entity.stage, entity.stage)}" if entity.stage else ""
    return f"{LABELS[entity.type]} {entity.name}{stage}（{entity.rule}）"


def _colours(extraction: Extraction) -> str:
    """A rule for each type: a ground in its fill and a line under the words in its colour."""
    rules = []
    for kind in KINDS:
        look = LOOK["classes"][kind]
        rules.append(
            f"mark.{kind},.sample.{kind}{{background-color:{look['fill']};border-bottom-color:{look['colour']}}}"
            f"mark.in-{kind}{{background-image:linear-gradient({look['colour']},{look['colour']});"
            f"background-size:100% 2px;background-position:0 100%;background-repeat:no-repeat}}"
            f"body.no-{kind} mark.{kind}:not(.lit){{background-color:transparent;border-color:transparent}}"
            f"body.no-{kind} mark.in-{kind}{{background-image:none}}"
        )
    return "".join(rules)
