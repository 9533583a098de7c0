"""Lists against what they say of their own length: 等5个 with two named, 三市 with four named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.paper import Paper, Sentence
from cetu.queries.checking.findings import Finding, finding, place, source_span
from cetu.queries.checking.headings import value_of

NUMBER = r"(?P<count>\d{1,3}|[二两三四五六七八九十]{1,3})"
MEMBER = r"[^，。；：、！？\s]{2,16}"
UNIT = r"(?:大|个|家|项|座|类|种|条|省|市|县|区|州|所|处)"
COUNTED = re.compile(
    rf"(?P<list>{MEMBER}(?:、{MEMBER})+?)(?:等(?P<open>)\s?{NUMBER}\s?{UNIT}|(?P<closed>[二两三四五六七八九十])(?:省|市|县)(?![\u4e00-\u9fff]?[一二两三四五六七八九十]))"
)
JOINT = re.compile(r"、|(?<!、)(?:以及|和|及|与)")
VERB = re.compile(r"(?:分别|建设|建成|开展|推进|实施|推动|加快|提升|打造|设立|建立)(?!、)")
"""Words behind the last of which the list begins; 基地建设、 closes a member."""
LOOK_BACK = re.compile(r"回顾|成效|成就|现状|(?:发展|工作|现实)?基础(?:$|与|和)|形势")
PAST = re.compile(r"截至|截止|(?:培育|建成|完成|实现|形成|出台|印发|成立)了|已(?:经)?(?:建成|完成|有|形成|出台)")
"""Headings and sentences that tell what has been done."""
MEASURE = re.compile(r"\d\s*(?:公里|千米|米|吨|万|亩|公顷|座|立方米|平方米|千瓦)")
BRACKET = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")


def check_lists(paper: Paper) -> Iterator[Finding]:
    """Findings of the rules list-count and list-unnamed.

    A list with 等 and a count may name fewer than it counts, never more. How many it names depends on whether 和 joins
    two members or two words of one (黑色金属冶炼和压延加工业): a list is wrong only where neither count fits. Where a
    plan looks back, what was done needs no names.
    """
    for sentence in paper.sentences:
        text = BRACKET.sub(_hidden, sentence.text)
        past = bool(PAST.search(text)) or any(LOOK_BACK.search(one) for one in paper.headings(sentence.section))
        for match in COUNTED.finditer(text):
            for one in _counted(paper, sentence, match):
                if one.rule == "list-count" or not past:
                    yield one


def _hidden(found: re.Match[str]) -> str:
    """A bracket as so many x, one with a measure of its own (（21公里）) as so many y."""
    return ("y" if MEASURE.search(found[0]) else "x") * len(found[0])


def _counted(paper: Paper, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    said = (match["count"] or match["closed"]).replace("两", "二")
    count = value_of(said) or 0
    regions = read_thesaurus("regions")
    if match["closed"] and not all(regions.by_name(one) for one in JOINT.split(match["list"])[1:]):
        return
    least, most = named(match["list"])
    words = sentence.text[match.start() : match.end() + 6]
    where = place(paper, *source_span(paper, sentence, match.start(), match.end()))
    if least > count > 1:
        yield finding("list-count", f"列出了{least}个，数词却是{count}：“{words}”", where)
    elif most < count and match["open"] is not None:
        message = f"数词是{count}，只写出{most}个，其余{count - most}个没有名称：“{words}”"
        yield finding("list-unnamed", message, where)


def named(words: str) -> tuple[int, int]:
    """The least and the greatest number of things that a list may name.

    >>> named("黑色金属冶炼和压延加工业、水泥")
    (2, 3)
    >>> named("沈阳、大连市分别建设有机污染物、海洋环境")
    (2, 2)
    >>> named("桥园里、和苑")
    (2, 2)
    """
    words = words.rsplit("y、", 1)[-1]  # what has a measure of its own is not among what is counted
    verbs = list(VERB.finditer(words))
    words = words[verbs[-1].end() :] if verbs else words
    return len(words.split("、")), len(JOINT.split(words))
