"""Who issues a document: the names under it (the signature), over it (the red head), or in front of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cetu.corpus.headings import is_date
from cetu.corpus.plan import View

ORGAN = re.compile(
    r"中共中央|[\u4e00-\u9fff（）()“”·]{2,30}?(?:部|委|委员会|局|总局|厅|院|办公厅|办公室|政府|银行|总行|分行|支行|公司|法院|总署|署|银保监会"
    r"|证监会|理事会|联合会|总工会|工商联|领导小组|管委会|中心|司)(?:（[^（）]{2,12}章）)?$"
)
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
HEAD = re.compile(r"^(?P<who>.{2,120}?)(?:关于|印发|贯彻)")
AND_OTHERS = re.compile(r"等[一二三四五六七八九十\d]*(?:个)?(?:部门|单位)?$")
JOINT = re.compile(r"(?<=部|委|局|厅|院|会|府|室)(?!员会)(?=中共|国家|中国|财政部|.{2,8}(?:省|市|区|县|自治区))")
BEHIND = re.compile(r"[）》。](?=[^）》。]{2,30}$)")
AUTHOR = re.compile(r"公司$|研究.*院$|学院$|中心$")
HEAD_LINES, LONGEST_SIGNATURE = 40, 20


def find_issuers(text: str, view: View) -> tuple[str, ...]:
    """Names of the bodies that issue a document, as printed, in order, each once; () where the text names none."""
    lines = list(_lines(text, view))
    for found in (_signature(lines), _from_title(lines), _red_head(lines)):
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _lines(text: str, view: View) -> Iterator[tuple[str, str]]:
    """Every line of the view with its source, in which spaces still part the names."""
    for match in re.finditer(r"[^\n]+", view.text):
        start, end = view.to_source(*match.span())
        yield match.group(), text[start:end]


def _signature(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names on the lines above a date that has its line to itself."""
    for number, (line, _) in enumerate(lines):
        if not is_date(line):
            continue
        names: list[str] = []
        for above in range(number - 1, max(-1, number - LONGEST_SIGNATURE), -1):
            found = split_names(lines[above][1])
            names[:0] = found or split_names(BEHIND.split(lines[above][1])[-1])
            if not found:
                break
        if names:
            return names
    return []


def _from_title(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names in front of 关于 in a title among the first lines."""
    for line, source in lines[:HEAD_LINES]:
        head = HEAD.match(line)
        if not head or len(line) > 160 or "《" in head.group("who"):
            continue
        printed = re.split(r"关\s*于|印\s*发|贯\s*彻", source, maxsplit=1)[0]
        if names := split_names(AND_OTHERS.sub("", printed.strip())):
            return names
    return []


def _red_head(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names on the lines over the title, where nothing else stands (国家能源局综合司文件)."""
    names: list[str] = []
    for _, source in lines[:12]:
        found = split_names(re.sub(r"文\s*件\s*$", "", source))
        found = [name for name in found if not AUTHOR.search(name)]
        if not found and names:
            break
        names += found
    return names


def split_names(printed: str) -> list[str]:
    """The names on a line on which names alone stand; [] if anything else stands there.

    >>> split_names("国家发展改革委 国 家 能 源 局"), split_names("建设储能电站。")
    (['国家发展改革委', '国家能源局'], [])
    """
    if len(printed) > 400 or re.search(r"[。；：，！？]", printed):
        return []
    parts: list[str] = []
    single = False
    for token in re.split(r"([ \t\u00a0\u2000-\u200a\u3000、\n]+)", printed.strip()):
        if not token.strip(" \t\u00a0\u3000、\n"):
            single = single and "、" not in token
        elif len(token) == 1 and (single or not parts or ORGAN.fullmatch(parts[-1])) and single:
            parts[-1] += token
        else:
            parts.append(token)
            single = len(token) == 1
    names = [name for part in parts for name in JOINT.split(part) if name]
    return names if names and all(ORGAN.fullmatch(name) for name in names) else []
