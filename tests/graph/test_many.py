"""Many plans: unchanged ones are skipped, stopped builds go on, reposts are one plan, hungry files are left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from cetu.corpus.readers.files import read_bytes
from cetu.corpus.reading import read_plan
from cetu.extract.extracting import extract
from cetu.graph import fingerprint, making
from cetu.graph.accounting import report_json
from cetu.graph.building import BuildReport, build
from cetu.graph.limits import Limits
from cetu.graph.making import Job, Outcome, digest_of, make
from cetu.graph.readings import reading_of
from cetu.graph.serialising import nquads
from cetu.graph.shelf import Shelf
from cetu.graph.store import MADE, MARKER, Writer, open_graph
from cetu.ontology.errors import StoreError
from cetu.ontology.iri import mint
from tests.corpus.test_scans import scanned

TECHNOLOGIES = ("氢冶金", "全钒液流电池储能", "渔光互补", "地热供暖", "生物质发电")
CITIES = ("海东市", "海西州", "大连市", "营口市", "沈阳市")


def plan_text(number: int) -> str:
    """A short plan, each number another one."""
    city, technology = CITIES[number % 5], TECHNOLOGIES[number // 5 % 5]
    return (
        f"{city}{technology}科技支撑碳达峰实施方案（第{number}号）\n一、重点任务\n"
        f"（一）强化示范。支持{city}建设{technology}中试基地。\n"
        f"（二）到2025年，{technology}装机达到{100 + number}万千瓦以上。由{city}发展改革委牵头负责。\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "规划"
    found.mkdir()
    for number in range(5):
        (found / f"plan-{number}.txt").write_text(plan_text(number), encoding="utf-8")
    return found


def here(jobs: Sequence[Job]) -> Iterator[Outcome]:
    """In this process, one after another."""
    return map(make, jobs)


def built(folder: Path, store: Path, **more: object) -> BuildReport:
    return build(sorted(folder.glob("*.txt")), store, **{"run": here, **more})  # type: ignore[arg-type]


def whole(store: Path) -> bytes:
    return nquads(open_graph(store))


def test_what_is_unchanged_is_not_made_again_and_the_store_not_touched(folder: Path, tmp_path: Path) -> None:
    assert all(one.fresh for one in built(folder, tmp_path / "s").plans)
    before = (tmp_path / "s" / MARKER).read_bytes()
    again = built(folder, tmp_path / "s")
    assert len(again.plans) == 5 and not any(one.fresh for one in again.plans)
    assert (tmp_path / "s" / MARKER).read_bytes() == before


def test_what_has_changed_is_made_again_alone(folder: Path, tmp_path: Path) -> None:
    built(folder, tmp_path / "s")
    (folder / "plan-3.txt").write_text(plan_text(3) + "三、附则\n", encoding="utf-8")
    again = built(folder, tmp_path / "s")
    assert [one.key for one in again.plans if one.fresh] == ["plan-3"]
    built(folder, tmp_path / "new")
    assert whole(tmp_path / "s") == whole(tmp_path / "new")


def test_other_rules_make_everything_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(folder, tmp_path / "s")
    monkeypatch.setattr(making, "fingerprint", lambda: "other rules")
    again = built(folder, tmp_path / "s")
    assert all(one.fresh for one in again.plans)
    kept = [path for path in (tmp_path / "s" / MADE).glob("*/*")]
    assert len(kept) == 3 * len(again.plans)  # what the old rules made is thrown away


def test_the_rules_version_is_of_every_file_that_decides() -> None:
    assert len(fingerprint.fingerprint()) == 64
    rooms = [Path(str(making.__file__)).parent.parent / room for room in fingerprint.ROOMS]
    assert all(any(path.is_file() for path in room.rglob("*")) for room in rooms)


def test_a_build_that_is_stopped_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    def stopped(jobs: Sequence[Job]) -> Iterator[Outcome]:
        yield from map(make, jobs[:3])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(folder, tmp_path / "s", run=stopped)
    with pytest.raises(StoreError, match="no graph"):
        open_graph(tmp_path / "s")
    on = built(folder, tmp_path / "s")
    assert [one.key for one in on.plans if one.fresh] == ["plan-3", "plan-4"]
    built(folder, tmp_path / "undisturbed")
    assert whole(tmp_path / "s") == whole(tmp_path / "undisturbed")


def test_workers_give_what_one_process_gives_in_any_number(folder: Path, tmp_path: Path) -> None:
    built(folder, tmp_path / "here")
    (folder / "empty.txt").write_bytes(b"")
    done = built(folder, tmp_path / "two", run=None, workers=2)
    assert [one.key for one in done.plans] == [f"plan-{number}" for number in range(5)]
    assert [failure.path.name for failure in done.failures] == ["empty.txt"]
    assert whole(tmp_path / "here") == whole(tmp_path / "two")


def test_a_file_that_takes_too_long_or_too_much_is_left_out(folder: Path, tmp_path: Path) -> None:
    paths = sorted(folder.glob("*.txt"))[:1]
    slow = build(paths, tmp_path / "s", limits=Limits(seconds=0.05))
    assert slow.plans == () and "took more than 0.05 s" in slow.failures[0].why
    fat = build(paths, tmp_path / "s", limits=Limits(memory=60_000_000))
    assert fat.plans == () and "memory" in fat.failures[0].why and str(paths[0]) in fat.failures[0].why
    assert len(build(paths, tmp_path / "s").plans) == 1


def test_a_repost_is_a_file_of_the_plan_and_no_plan(folder: Path, tmp_path: Path) -> None:
    text = (folder / "plan-1.txt").read_text(encoding="utf-8")
    (folder / "转载.txt").write_text(text.replace("\n", "\r\n\r\n").replace("，", ","), encoding="gb18030")
    done = built(folder, tmp_path / "s")
    assert [one.key for one in done.reposts] == ["转载"] and len(done.plans) == 5
    graph = open_graph(tmp_path / "s")
    assert mint("plan", "转载") not in graph.plans()
    asked = "SELECT ?name { ?plan cetu:hasFile/cetu:fileName ?name . FILTER(STRENDS(STR(?plan), 'plan-1')) }"
    assert [row["name"].value for row in graph.select(asked)] == ["转载.txt"]


def test_a_repost_that_came_first_goes_on_standing(folder: Path, tmp_path: Path) -> None:
    built(folder, tmp_path / "s")
    (folder / "a-repost.txt").write_bytes((folder / "plan-1.txt").read_bytes())
    done = built(folder, tmp_path / "s")
    assert [one.key for one in done.reposts] == ["a-repost"]
    (folder / "plan-1.txt").unlink()
    done = built(folder, tmp_path / "s", drop=lambda entry: not Path(entry.path).exists())
    assert done.removed == ("plan-1",) and mint("plan", "a-repost") in open_graph(tmp_path / "s").plans()


def test_a_draft_is_a_version_of_the_plan(folder: Path, tmp_path: Path) -> None:
    text = (folder / "plan-1.txt").read_text(encoding="utf-8")
    (folder / "draft.txt").write_text(text.replace("（第1号）", "（第1号）（征求意见稿）"), encoding="utf-8")
    assert len(built(folder, tmp_path / "s").plans) == 6
    asked = """SELECT ?plan ?status { ?plan cetu:hasVersion ?version . ?version cetu:documentStatus ?status }"""
    rows = [(row["plan"].value, row["status"].value) for row in open_graph(tmp_path / "s").select(asked)]
    assert {plan for plan, _ in rows} == {mint("plan", "plan-1")}
    assert sorted(status.rsplit("#")[1] for _, status in rows) == ["draftVersion", "issuedVersion"]


def test_a_plan_that_another_repeals_is_linked_to_it(folder: Path, tmp_path: Path) -> None:
    text = "海东市储能方案（2024年）\n一、任务\n（一）支持海东市建设储能基地。\n"
    text += "《海东市氢冶金科技支撑碳达峰实施方案（第0号）》同时废止。\n"
    (folder / "new.txt").write_text(text, encoding="utf-8")
    built(folder, tmp_path / "s")
    graph = open_graph(tmp_path / "s")
    rows = graph.select("SELECT ?a ?b { ?a cetu:supersedes ?b ; cetu:repeals ?b . ?b a cetu:Plan }")
    assert [[one.value for one in row] for row in rows] == [[mint("plan", "new"), mint("plan", "plan-0")]]


def test_a_plan_that_is_taken_out_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    built(folder, tmp_path / "s")
    (folder / "plan-4.txt").unlink()
    done = built(folder, tmp_path / "s", drop=lambda entry: not Path(entry.path).exists())
    assert done.removed == ("plan-4",)
    built(folder, tmp_path / "new")
    assert whole(tmp_path / "s") == whole(tmp_path / "new")


def test_a_scan_is_built_within_the_limits_of_a_page(tmp_path: Path) -> None:
    """Both pages together take longer than a file may; each has its time anew."""
    pages = [scanned("PDF"), scanned("PDF")]
    both = pdfium.PdfDocument(pages[0])
    both.import_pages(pdfium.PdfDocument(pages[1]))
    with (tmp_path / "扫描.pdf").open("wb") as file:
        both.save(file)
    done = build([tmp_path / "扫描.pdf"], tmp_path / "s")
    (plan,) = done.plans
    assert plan.title.endswith("某省氢能产业发展规划") and "OCR" in plan.notes[0]


def test_a_file_that_changes_while_it_is_read_is_not_filed_under_what_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker of a build that was killed may still be at a file when its user writes it anew."""
    path = folder / "plan-0.txt"
    old, new = path.read_bytes(), plan_text(7).encode()
    build([path], tmp_path / "whole", run=here)

    def changing(one: Path) -> bytes:
        data = read_bytes(one)
        path.write_bytes(new)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(making, "read_bytes", changing)
        make(Job(str(path), str(tmp_path / "s" / MADE)))
    path.write_bytes(old)
    build([path], tmp_path / "s", run=here)
    assert whole(tmp_path / "s") == whole(tmp_path / "whole")


def test_a_torn_file_on_the_shelf_is_made_again(folder: Path, tmp_path: Path) -> None:
    def torn(jobs: Sequence[Job]) -> Iterator[Outcome]:
        yield from map(make, jobs)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(folder, tmp_path / "s", run=torn)
    short, flipped, *_ = sorted((tmp_path / "s" / MADE).glob("*/*.nq.zst"))
    short.write_bytes(short.read_bytes()[:-7])
    data = bytearray(flipped.read_bytes())
    data[len(data) // 2] ^= 0x55
    flipped.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged.*run the same build again"):
        built(folder, tmp_path / "s")
    assert sum(one.fresh for one in built(folder, tmp_path / "s").plans) == 1
    built(folder, tmp_path / "new")
    assert whole(tmp_path / "s") == whole(tmp_path / "new")


class Counting:
    """A step at the end of every generation: it writes how many plans there are."""

    name = "counting"

    def __init__(self, version: str) -> None:
        self.version = version

    def __call__(self, writer: Writer) -> None:
        writer.files.mkdir(parents=True, exist_ok=True)
        (writer.files / "count.txt").write_text(f"{len(list(writer.store.named_graphs()))} {self.version}")


def test_steps_at_the_end_are_taken_on_every_generation_and_when_they_change(folder: Path, tmp_path: Path) -> None:
    def said() -> list[str]:
        return [path.read_text() for path in (tmp_path / "s").glob("generation-*.files/count.txt")]

    built(folder, tmp_path / "s", finish=[Counting("1")])
    first = said()
    built(folder, tmp_path / "s", finish=[Counting("1")])
    assert said() == first == ["18 1"]
    built(folder, tmp_path / "s", finish=[Counting("2")])
    assert "18 2" in said()


def test_the_report_names_everything(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "twice.txt").write_bytes((folder / "plan-0.txt").read_bytes())
    said = json.loads(report_json(built(folder, tmp_path / "s")))
    assert [len(said[name]) for name in ("read", "unchanged", "reposts", "failed", "removed")] == [5, 0, 1, 1, 0]
    assert said["failed"][0]["why"] and said["reposts"][0]["repost_of"] == "plan-0"


@pytest.mark.skipif(os.name != "posix", reason="limits of file size are POSIX's")
def test_a_full_disk_leaves_the_graph_as_it_was_and_the_next_build_goes_on(folder: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writes fail in the middle."""
    built(folder, tmp_path / "s")
    before = whole(tmp_path / "s")
    for number in range(5):
        (folder / f"plan-{number}.txt").write_text(plan_text(number + 5), encoding="utf-8")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "sys.argv = ['cetu', 'build', sys.argv[1], '--to', sys.argv[2]]; from cetu.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script, folder, tmp_path / "s"], capture_output=True, check=False)
    said = done.stderr.decode()
    assert done.returncode == 2 and "cannot write" in said and "Traceback" not in said, said
    assert whole(tmp_path / "s") == before
    built(folder, tmp_path / "s")
    built(folder, tmp_path / "new")
    assert whole(tmp_path / "s") == whole(tmp_path / "new")


def test_what_a_build_read_is_found_again_until_the_file_changes(folder: Path, tmp_path: Path) -> None:
    built(folder, tmp_path / "s")
    path = folder / "plan-1.txt"
    plan = read_plan(path)
    assert reading_of(path, plan.key, tmp_path / "s") == extract(plan)
    assert reading_of(path, plan.key, tmp_path / "nowhere") is None
    path.write_text(plan_text(9), encoding="utf-8")
    assert reading_of(path, plan.key, tmp_path / "s") is None
    (torn,) = (tmp_path / "s" / MADE).glob(f"*/{digest_of(folder / 'plan-2.txt', None)}.read.zst")
    torn.write_bytes(torn.read_bytes()[:-5])
    assert reading_of(folder / "plan-2.txt", "plan-2", tmp_path / "s") is None


def test_a_shelf_finds_only_what_is_whole(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "nowhere").find("0" * 64) is None
