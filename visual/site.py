"""The explorer as static files that work from a folder, offline: its pages, and one graph as a script beside them.

A browser loads no data from a folder (`file://`), but it runs a script: `data.js` holds the whole bundle, the plans'
texts, the names with their pinyin, and the answers to the questions of the library.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Any

from cetu import visual
from cetu.graph.dataset import Graph
from cetu.ontology.errors import AlignError, DrawError
from cetu.queries.asking import Answer, ask, plain
from cetu.queries.library import Question, questions
from cetu.visual.bundle import plan_bundle, read_plans
from cetu.visual.descriptions import long, short
from cetu.visual.facing_texts import align_plans, facing
from cetu.visual.plan_text import plan_text
from cetu.visual.things import describe_things

Json = dict[str, Any]

DIST = Path(visual.__file__).parent / "dist"
FILES = ("explorer.js", "explorer.css", "icon.svg")
MOST = 5000
"""Things in one site; with more the browser is slow to open it."""
ALIGNED = 3
"""Plans in one site up to which every two are aligned: each pair takes seconds."""
LEVELS = ("nation", "province", "prefecture", "county")

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def export_site(graph: Graph, folder: Path, plans: Iterable[str] = (), judgements: Iterable[Json] = ()) -> int:
    """Write the site of some plans (keys or IRIs; all where none is named) into a folder; how many things it holds.

    Raises DrawError where there is nothing, too much, no such plan, or the folder cannot be written.
    """
    chosen = _chosen(graph, tuple(plans))
    bundle = plan_bundle(graph, chosen)
    if not bundle["links"]:
        raise DrawError("nothing to export: build a graph first with `cetu build`")
    if len(bundle["things"]) > MOST:
        raise DrawError(f"{len(bundle['things'])} things do not fit in one site (at most {MOST}): choose with --plan")
    site = {
        "summary": {
            "plans": read_plans(graph, map(long, chosen)),
            "writable": False,
            "judgements": list(judgements),
        },
        "bundle": bundle,
        "texts": [_text(graph, plan) for plan in chosen],
        "names": _names([*bundle["things"], *_tasks(bundle["sections"]), *_indicators(graph, bundle["links"])]),
        "questions": [_question(graph, question) for question in questions()],
        "alignments": list(_alignments(graph, chosen)),
    }
    _write(folder, site)
    return len(bundle["things"])


def _chosen(graph: Graph, plans: Sequence[str]) -> list[str]:
    there = [short(iri) for iri in graph.plans()]
    if not plans:
        return there
    wanted = ["plan/" + plan.removeprefix("plan/") for plan in map(short, plans)]
    unknown = [plan for plan in wanted if plan not in there]
    if unknown:
        has = ", ".join(plan.removeprefix("plan/") for plan in there[:5])
        raise DrawError(f"no plan {unknown[0].removeprefix('plan/')} in the graph; it has: {has}")
    return wanted


def _text(graph: Graph, plan: str) -> Json:
    said = plan_text(graph, plan)
    return {name: value for name, value in said.items() if name != "bundle"}


def _names(things: Iterable[Json]) -> list[list[Any]]:
    """What a search goes over: id, kind, label, English, other names and the code, pinyin by syllables."""
    from pypinyin import lazy_pinyin

    told = []
    for thing in things:
        others = [*thing.get("names", ()), *([thing["code"]] if "code" in thing else [])]
        sounds = sorted({" ".join(lazy_pinyin(name)).lower() for name in (thing["label"], *others)})
        told.append([thing["id"], thing["kind"], thing["label"], thing.get("en", ""), others, sounds])
    return told


def _tasks(sections: Iterable[Json]) -> list[Json]:
    """Tasks as things that are searched for."""
    tasks = [section for section in sections if section.get("task") and section.get("heading")]
    return [{"id": task["id"], "kind": "Task", "label": task["heading"]} for task in tasks]


def _indicators(graph: Graph, links: Iterable[Json]) -> list[Json]:
    """What targets set figures for, as things that are searched for."""
    found = {link["target"]["indicator"] for link in links if link["type"] == "target"} - {None}
    told = describe_things(graph, map(long, sorted(found)))
    return [{**thing, "kind": "Indicator"} for thing in told if thing["id"] in found]


def _alignments(graph: Graph, plans: Sequence[str]) -> Iterator[Json]:
    """Every two of a few plans aligned, the one of the higher level at the left; texts that are no plans left out."""
    if len(plans) > ALIGNED:
        return
    level = {plan["id"]: LEVELS.index(plan["level"]) for plan in read_plans(graph, map(long, plans)) if "level" in plan}
    for left, right in combinations(sorted(plans, key=lambda plan: (level.get(plan, len(LEVELS)), plan)), 2):
        with suppress(AlignError):
            yield facing(align_plans(graph, left, right))


def _question(graph: Graph, question: Question) -> Json:
    answer = ask(graph, question.name)
    said = {"name": question.name, "zh": question.zh, "en": question.en, "sparql": question.sparql, "parameters": []}
    return {**said, "answer": _answer(answer)}


def _answer(answer: Answer) -> Json:
    columns = [{"name": name, "heading": told} for name, told in zip(answer.columns, answer.headings, strict=True)]
    return {"columns": columns, "rows": [[plain(term) for term in row] for row in answer.rows]}


def _write(folder: Path, site: Json) -> None:
    """The pages and the data; the page names the data before the explorer, under a policy that loads nothing else."""
    data = json.dumps(site, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = (DIST / "index.html").read_text(encoding="utf-8")
    page = page.replace(
        '<meta charset="utf-8">',
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
    ).replace('<script src="explorer.js">', '<script src="data.js"></script>\n<script src="explorer.js">')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(DIST / name, folder / name)
        shutil.copyfile(DIST / "licences.txt", folder / "licences.txt")
        (folder / "data.js").write_text(f"window.cetuSite = {data}\n", encoding="utf-8", newline="\n")
        (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DrawError(f"cannot write to {folder} ({error.strerror}): choose another folder with --site") from error
