"""Labels, headings and run-in headings over what they introduce."""

from pathlib import Path

import pytest

from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract

SAID = [
    # body, spans, relation
    ("海上风电技术。研发漂浮式基础。", [("Technology", "海上风电技术"), ("Technology", "漂浮式基础")],
     ("broader", "漂浮式基础", "海上风电技术")),
    ("2.建材。推广余热发电。", [("Industry", "建材"), ("Technology", "余热发电")],
     ("cluster_technology", "建材", "余热发电")),
    ("围绕钢铁产业集群，攻克氢冶金。", [("Cluster", "钢铁产业集群"), ("Technology", "氢冶金")],
     ("cluster_technology", "钢铁产业集群", "氢冶金")),
    ("将甲市打造成氢能示范城市。", [("Region", "甲市"), ("Project", "氢能示范城市")],
     ("region_project", "甲市", "氢能示范城市")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "spans", "relation"), SAID)
def test_what_introduces_governs(
    tmp_path: Path, body: str, spans: list[tuple[str, str]], relation: tuple[str, str, str]
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"某省方案\n一、重点任务\n（一）重点行动\n{body}\n", encoding="utf-8")
    plan = read_plan(path)
    text, at = plan.view.text, plan.view.text.index(body[:3])
    given = [(kind, text.index(name, at), text.index(name, at) + len(name)) for kind, name in spans]
    found = extract(plan, spans=given)
    names = {e.id: e.name for e in found.entities}
    assert relation in {(r.type, names.get(r.head, r.head), names.get(r.tail, r.tail)) for r in found.relations}


def test_what_a_run_in_heading_orders_is_no_label(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("某省方案\n一、重点任务\n推广热泵。研发储热罐。\n", encoding="utf-8")
    plan = read_plan(path)
    given = [("Technology", plan.view.text.index(n), plan.view.text.index(n) + len(n)) for n in ("热泵", "储热罐")]
    assert not [r for r in extract(plan, spans=given).relations if r.type == "broader"]
