"""Names of bodies as they are printed: where on a line one ends and the next begins, and when two name one body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cetu.corpus.describing.places import place_at
from cetu.corpus.describing.words import any_of, pairs_of

TAILS = any_of("organ")
ORGAN = re.compile(rf"(?:中共中央|国务院|[\u4e00-\u9fff（）()“”·]{{2,40}}?{TAILS})(?:[（(][^（）()]{{2,16}}章[）)])?$")
NO_ORGAN = re.compile(any_of("no_organ"))
BOUNDARY = re.compile(
    r"(?<=部|委|局|厅|院|会|府|室|行|司)(?<!人民银行)(?<!发展银行)(?<!税务总局)(?<!监督管理委员会)(?<!监督管理总局)(?<!监会)(?<!海关总署)"
    r"(?!员会|关于)(?=[\u4e00-\u9fff]{2})"
)
"""Where a name may end and another begin; what is behind these is a branch (国家税务总局佛山市税务局)."""
BRANCH = re.compile(r"[\u4e00-\u9fff]{2,8}?分(?:院|局|行|公司|中心|会|署)")
"""What names of a place begin and its head office stands in front of (中国科学院西安分院)."""
CENTRAL = re.compile(any_of("central"))
STAMP = re.compile(r"[（(]([^（）()]{2,24}?)代章[）)]$")
GAP = re.compile(r"([ \t\u00a0\u2000-\u200a\u3000、\n]+)")
LONGEST = 44
SAME = str.maketrans("", "", "和与及、·的")


def read_names(printed: str) -> list[str]:
    """The names on a line or a block of lines on which names alone stand; [] if anything else stands there.

    A name may be spaced out, run on into the next, or go on in the next line.

    >>> read_names("国家发展改革委 国 家 能 源 局"), read_names("建设储能电站。")
    (['国家发展改革委', '国家能源局'], [])
    >>> read_names("中国银行保险监督管理\\n委员会佛山监管分局佛山市住房公积金管理中心")
    ['中国银行保险监督管理委员会佛山监管分局', '佛山市住房公积金管理中心']
    """
    if len(printed) > 900 or re.search(r"[。；：，！？《》〈〉\d]", printed):
        return []
    names: list[str] = []
    waiting = ""
    for part in _parts(_columns(printed)):
        pieces = _split(waiting + part)
        waiting = ""
        for piece in pieces:
            if STAMP.fullmatch(piece) and names and not waiting:
                names[-1] += piece
            elif is_organ(waiting + piece):
                names.append(waiting + piece)
                waiting = ""
            else:
                waiting += piece
        if len(waiting) > LONGEST:
            return []
    return [] if waiting else names


def _split(words: str) -> list[str]:
    """Names that run on into each other, parted where one ends and a ministry, a party body or a place begins."""
    ends = (match.start() for match in BOUNDARY.finditer(words))
    cuts = [at for at in ends if (CENTRAL.match(words, at) or place_at(words, at)) and not BRANCH.match(words, at)]
    return [words[a:b] for a, b in pairwise([0, *cuts, len(words)])]


def is_organ(name: str) -> bool:
    """Whether words are the name of a body and nothing else.

    >>> is_organ("三明市地方金融监督管理局"), is_organ("各市发展改革委"), is_organ("中国共产主义青年团")
    (True, False, False)
    """
    return name != "中国共产主义青年团" and ORGAN.fullmatch(name) is not None and NO_ORGAN.search(name) is None


def _parts(printed: str) -> list[str]:
    """What spaces and 、 part, single characters put together (国 家 能 源 局)."""
    parts: list[str] = []
    single = False
    for token in GAP.split(printed.strip()):
        if not token.strip(" \t\u00a0\u3000、\n"):
            single = single and "、" not in token and "\n" not in token
        elif len(token) == 1 and single:
            parts[-1] += token
        elif token:
            parts.append(token)
            single = len(token) == 1
    return parts


def _columns(printed: str) -> str:
    """Names set in columns over two lines (某省 某省 / 财政厅 科技厅) put together."""
    lines = [GAP.sub(" ", line).strip().split(" ") for line in printed.split("\n") if line.strip()]
    out: list[str] = []
    for above in lines:
        before = out[-1].split(" ") if out else []
        parted = len(before) == len(above) > 1 and not any(map(is_organ, before))
        if parted and all(is_organ(a + b) for a, b in zip(before, above, strict=True)):
            out[-1] = " ".join(a + b for a, b in zip(before, above, strict=True))
        else:
            out.append(" ".join(above))
    return "\n".join(out)


def body_key(name: str) -> str:
    """What two spellings of one body have in common.

    >>> body_key("国家发展和改革委员会") == body_key("国家发展改革委"), body_key("财政部") == body_key("教育部")
    (True, False)
    """
    key = STAMP.sub("", name).translate(SAME)
    for long, short in pairs_of("short"):
        key = key.replace(long, short)
    return key


def unite(*groups: Iterable[str]) -> list[str]:
    """Names of all groups in order, each body once, under the longest of its spellings in the first group it is in."""
    found: dict[str, str] = {}
    for group in groups:
        for name in group:
            found.setdefault(body_key(name), STAMP.sub("", name))
    return list(found.values())


def stamped(names: Sequence[str]) -> list[str]:
    """Bodies whose seal stands in for another's (（上海市机关事务管理局代章）)."""
    return [mark.group(1) for name in names if (mark := STAMP.search(name))]
