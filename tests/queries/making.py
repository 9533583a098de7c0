"""The graphs that questions are asked: what the plan that ships says, compared with a plan above it and monitored, and
what four small plans of other places, levels and years say.

`plans/NAME.txt` is a plan written for these tests, `plans/NAME.json` what it says, read by a person: so these tests ask
about the graph and the questions, whatever becomes of the rules of extraction.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pyoxigraph as ox

from cetu.corpus.reading import read_plan
from cetu.extract.exchange import read_extraction
from cetu.extract.extracting import extract
from cetu.graph.assembling import plan_graph
from cetu.queries.alignment.aligning import align
from cetu.queries.alignment.mapping import alignment_quads
from cetu.queries.alignment.paper import read_paper
from cetu.queries.monitoring.goals import duties, goals
from cetu.queries.monitoring.progress import Reading
from cetu.queries.monitoring.recording import observation_quads
from cetu.queries.monitoring.sheet import Progress, Sheet

PLANS = Path(__file__).parent / "plans"
SHIPPED = Path(str(resources.files("cetu.corpus").joinpath("liaoning-2023.txt")))


def shipped_quads() -> tuple[ox.Quad, ...]:
    plan = read_plan(SHIPPED)
    return plan_graph(plan, extract(plan)).quads


def written_quads() -> tuple[ox.Quad, ...]:
    return tuple(
        quad
        for path in sorted(PLANS.glob("*.txt"))
        for quad in plan_graph(read_plan(path), read_extraction(path.with_suffix(".json"))).quads
    )


ABOVE = (
    "国务院关于加快低碳科技创新的意见（2021—2030年）\n\n一、目标\n\n到2025年，单位GDP能耗比2020年下降13.5%，建成加氢站1000座。\n\n"
    "二、任务\n\n（一）加强固碳增汇技术创新。研发二氧化碳捕集的吸收剂、二氧化碳管道运输技术。\n\n"
    "（二）制定氢能国际标准。参与国际氢能标准制定，推动标准互认。\n"
)
"""A plan above the one that ships, which the questions about alignment compare it with."""


def compared(folder: Path) -> tuple[ox.Quad, ...]:
    """The alignment of the plan that ships with the plan above it, which is written into the folder."""
    above = folder / "above.txt"
    above.write_text(ABOVE, encoding="utf-8")
    return tuple(alignment_quads([align(read_plan(above), read_plan(SHIPPED))]))


def monitored() -> tuple[ox.Quad, ...]:
    """What a person filled into the task sheet of the plan that ships: a value of one target, the state of one task."""
    paper = read_paper(read_plan(SHIPPED))
    goal = next(one for one in goals(paper) if one.printed == "14.5")
    duty = next(one for one in duties(paper) if one.title == "超前部署碳中和前沿颠覆性技术")
    told = Progress(duty.id, "进行中", "已立项5项", "")
    sheet = Sheet((Reading(goal.id, 2023, 7.3, "7.3", "统计公报", "初步数"),), {}, (told,))
    return observation_quads(paper, sheet, "任务分解表.xlsx")
