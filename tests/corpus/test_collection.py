"""A corpus holds each file once, under names that stay in the corpus, and knows which are one plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetu.corpus.catalogue import read_catalogue
from cetu.corpus.collection import CorpusError, open_corpus, safe_name, siblings

TASKS = "".join(f"（{n}）建设第{n}个氢能示范项目，推广第{n}项技术。\n" for n in range(60))
TEXT = f"海东省氢能产业发展规划\n一、重点任务\n{TASKS}"
UNSAFE = ["../../x.txt", "..", "a/b\\c:d.pdf", "\x00", "CON\n", "x" * 500 + ".txt", "/etc/passwd"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "转载").mkdir(parents=True)
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "转载" / "plan.txt").write_text(TEXT.replace("第7项", "第七项"), encoding="gb18030")
    (folder / "draft.txt").write_text(TEXT.replace("发展规划", "发展规划（征求意见稿）", 1), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def test_a_file_is_held_once_and_byte_for_byte(files: Path, tmp_path: Path) -> None:
    corpus = open_corpus(tmp_path / "c", make=True)
    record, new = corpus.add(files / "plan.txt")
    assert new and corpus.path(record).read_bytes() == (files / "plan.txt").read_bytes()
    assert corpus.add(files / "plan.txt") == (record, False)
    assert open_corpus(tmp_path / "c").records() == (record,)


def test_two_files_of_one_name_have_two_keys(files: Path, tmp_path: Path) -> None:
    corpus = open_corpus(tmp_path / "c", make=True)
    first, _ = corpus.add(files / "plan.txt")
    second, _ = corpus.add(files / "转载" / "plan.txt")
    assert first.key == "plan" and second.key == f"plan-{second.sha256[:8]}"
    assert corpus.find("plan") == first and corpus.find(second.sha256[:10]) == second
    with pytest.raises(CorpusError, match="corpus list"):
        corpus.find("another")


def test_reposts_and_drafts_are_siblings(files: Path, tmp_path: Path) -> None:
    corpus = open_corpus(tmp_path / "c", make=True)
    plan, repost, draft = (corpus.add(files / name)[0] for name in ("plan.txt", "转载/plan.txt", "draft.txt"))
    found = {(kind, other.key) for kind, other in siblings(corpus, plan)}
    assert found == {("repost", repost.key), ("version", draft.key)}
    (work,) = corpus.works()
    assert [version.key for version in work.versions] == ["plan", "draft"]


def test_a_file_that_is_no_plan_is_held_and_said_to_be_unread(files: Path, tmp_path: Path) -> None:
    record, new = open_corpus(tmp_path / "c", make=True).add(files / "empty.txt")
    assert new and "empty" in record.unread and record.card.title is None


def test_what_is_removed_is_gone(files: Path, tmp_path: Path) -> None:
    corpus = open_corpus(tmp_path / "c", make=True)
    record, _ = corpus.add(files / "plan.txt")
    corpus.remove(record)
    assert corpus.records() == () and not corpus.path(record).exists()
    assert corpus.add(files / "plan.txt")[1]


def test_a_folder_with_other_files_is_no_corpus(files: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds other files"):
        open_corpus(files, make=True)
    with pytest.raises(CorpusError, match="cetu corpus add"):
        open_corpus(tmp_path / "nowhere")


@pytest.mark.parametrize("name", UNSAFE)
def test_a_name_stays_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and safe not in (".", "..") and len(safe.encode()) < 400


def test_the_catalogue_is_in_order_and_guesses_no_address() -> None:
    listed = read_catalogue()
    assert len(listed) > 100 and len({(one.place, one.title, one.issuer) for one in listed}) == len(listed)
    assert [(one.place, one.title) for one in listed] == sorted((one.place, one.title) for one in listed)
    assert all(".gov.cn/" in one.address for one in listed if one.address)
    assert {"辽宁", "国家"} <= {one.place for one in listed}
