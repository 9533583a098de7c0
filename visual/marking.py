"""The text of a plan with its spans: one page that shows what was read, and where.

Spans of different types may lie inside one another or cross; the text is cut at every edge, and each piece carries all
the types that cover it. Hovering shows type, name, stage and rule.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from cetu.corpus.plan import Plan
from cetu.extract.extraction import Entity, Extraction

COLOURS = {
    "Technology": "#2f6fb3",
    "Industry": "#8a6d1f",
    "Cluster": "#7a4fa3",
    "Region": "#2e7d4f",
    "Institution": "#b0463c",
    "Project": "#b3672f",
    "Document": "#5f6b76",
    "Target": "#a3336f",
}
"""Colour of the line under a span; all have at least 4.5:1 contrast on white."""

LABELS = {
    "Technology": "技术",
    "Industry": "产业",
    "Cluster": "集群",
    "Region": "地区",
    "Institution": "机构",
    "Project": "项目",
    "Document": "文件",
    "Target": "指标",
}

STYLE = (
    "body{max-width:52rem;margin:2rem auto;padding:0 1rem;line-height:2.2;"
    "font-family:'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif;color:#1c2126}"
    "main{white-space:pre-wrap;overflow-wrap:anywhere}"
    "mark{color:inherit;padding-bottom:.5em}"
    "header{line-height:1.6;border-bottom:1px solid #d5dade;margin-bottom:1rem}"
    "header mark{margin-right:1em}"
)


def marked_text(plan: Plan, extraction: Extraction) -> str:
    """An HTML page of the plan's source text with the spans of entities and targets underlined.

    The page holds the text unchanged, asks no other host for anything, and runs no script.
    """
    title = escape(plan.document.title or plan.key)
    legend = "".join(f'<mark style="{_line([kind])}">{label}</mark>' for kind, label in LABELS.items())
    return (
        f'<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><header><h1>{title}</h1><p>{legend}</p></header>"
        f"<main>{''.join(_pieces(plan.text, extraction))}</main></body></html>\n"
    )


def _pieces(text: str, extraction: Extraction) -> list[str]:
    spans = [(one.start, one.end, one.type, _told(one)) for one in extraction.entities]
    spans += [(one.start, one.end, "Target", f"指标 {one.indicator}（{one.rule}）") for one in extraction.targets]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span[:2])})
    opening: dict[int, list[tuple[int, int, str, str]]] = {}
    for span in sorted(spans):
        opening.setdefault(span[0], []).append(span)
    pieces: list[str] = []
    covering: list[tuple[int, int, str, str]] = []
    for start, end in pairwise(edges):
        covering = [span for span in covering if span[1] > start] + opening.get(start, [])
        pieces.append(_piece(text[start:end], covering))
    return pieces


def _piece(words: str, covering: list[tuple[int, int, str, str]]) -> str:
    if not covering:
        return escape(words)
    told = "\n".join(dict.fromkeys(span[3] for span in covering))
    kinds = list(dict.fromkeys(span[2] for span in covering))
    return f'<mark title="{escape(told)}" style="{_line(kinds)}">{escape(words)}</mark>'


def _told(entity: Entity) -> str:
    stage = f" {entity.stage}" if entity.stage else ""
    return f"{LABELS[entity.type]} {entity.name}{stage}（{entity.rule}）"


def _line(kinds: list[str]) -> str:
    """A line under the words for each type, the second below the first."""
    lines = (
        f"linear-gradient({COLOURS[kind]},{COLOURS[kind]}) 0 calc(100% - {4 * place}px)/100% 2px no-repeat"
        for place, kind in enumerate(reversed(kinds))
    )
    return "background:" + ",".join(lines)
