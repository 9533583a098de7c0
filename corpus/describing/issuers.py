"""Who issues a document: the names under it (the signature), over it (the red head), in front of its title, or the
government that a report speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cetu.corpus.describing.dates import Signed, find_dates
from cetu.corpus.describing.names import body_key, is_organ, read_names, stamped, unite
from cetu.corpus.describing.places import places_named
from cetu.corpus.gaps import BLOCK_TAG, LINE
from cetu.corpus.headings import ANNEX, is_contents, read_mark
from cetu.corpus.margins import TITLE
from cetu.corpus.plan import View

FRONT = re.compile(r"^(?P<who>.{2,200}?)(?:关\s*于|印\s*发|出\s*台|发\s*布|贯\s*彻|转\s*发|联\s*合\s*印)")
PASSED_ON = re.compile(r"^(?P<who>.{2,200}?)(?:转\s*发|批\s*转)(?P<whose>.{2,160}?)(?:关\s*于|《)")
AND_OTHERS = re.compile(r"\s*等\s*[一二三四五六七八九十\d]*\s*(?:个\s*)?(?:部\s*门|单\s*位|部\s*委)?(?:\s*办公厅)?\s*$")
BEHIND = re.compile(
    r"[）)》。](?=[^）)》。]{2,200}$)|[ \t\u3000]{2,}(?=[^ \t\u3000]+$)|\.(?:rar|zip|docx?|xlsx?|pdf|wps)",
    re.IGNORECASE,
)
BREAK = re.compile(rf"[{LINE}]+|{BLOCK_TAG}", re.IGNORECASE)
RED = re.compile(r"文\s*件\s*$|^\s*文\s*件")
AUTHOR = re.compile(r"公司$|研究.*院$|学院$|(?:研究|设计|咨询|信息|评估|规划)中心$|大学$")
LABELLED = re.compile(
    r"(?:发文机[关构]|制发机关|发布机关|制定机关|发布部门|发文单位|发布机构|印发机关)\s*[:：]\s*(?P<who>.{2,120}?)\s*"
    r"(?=$|成文日期|发布日期|发文字号|文号|[;；])"
)
PRINTED = re.compile(r"^(?P<who>[^，。：；]{4,40}?)\s*(?:19|20)\d\d\s*年.{3,9}日\s*印\s*发")
SPOKEN_FOR = re.compile(r"我代表(?P<who>[\u4e00-\u9fff]{2,20}?)，?(?:向|，)")
ASSEMBLY = re.compile(
    r"^[（(]?(?:19|20)\d\d\s*年.{2,8}日(?P<place>[\u4e00-\u9fff]{2,12}?)第.{1,5}届(?P<body>人民代表大会(?:常务委员会)?)第.{1,6}次会议.{0,4}(?:通过|批准)"
)
TERM = re.compile(r"第[一二三四五六七八九十]{1,4}届(?=人民代表大会)")
"""An assembly is the same body in every term."""
ORDER = re.compile(r"^(?P<who>[\u4e00-\u9fff]{2,20}?)令$")
RELATIVE = re.compile(r"(?:省|市|县|区|旗|州|盟|自治区|自治州)(?=[\u4e00-\u9fff])")
HEAD_LINES, LONGEST_SIGNATURE, LONGEST_LINE = 40, 24, 90


@dataclass(frozen=True, slots=True)
class Issuers:
    """Names as printed, each body once, and the date that stands under them (None where none does)."""

    names: tuple[str, ...]
    date: str | None


def find_issuers(text: str, view: View) -> Issuers:
    """The bodies that issue a document, in order; none where the text names none."""
    lines = list(_lines(text, view))
    printed = [row for _, source in lines for row in BREAK.split(source)]
    names, date = _signature(printed, find_dates(printed))
    titled = _in_front(lines)
    red = _red_head(lines)
    for stamp in stamped(names):
        names = [*names, *(name for name in titled if body_key(name) == body_key(stamp))]
    found = unite(names)
    for others in (titled, red, _labelled(lines)):
        if len(unite(others)) > len(found):
            found = (
                unite(others, found)
                if found and set(map(body_key, found)) <= set(map(body_key, others))
                else (unite(found, others))
            )
    found = found or _order(lines) or _printed(lines) or _assembly(lines) or _speaker(view.text)
    longer = {body_key(name): name for name in (*red, *titled)}
    return Issuers(tuple(TERM.sub("", _fuller(name, longer)) for name in found), date)


def resolve(names: Sequence[str], jurisdiction: str | None) -> tuple[str, ...]:
    """Names that lean on their place (省政府办公厅, 自治区人民政府) with it in front.

    >>> resolve(["省政府办公厅", "人行营业管理部"], "440000"), resolve(["市生态环境局"], "110000")
    (('广东省政府办公厅', '人行营业管理部'), ('北京市生态环境局',))
    """
    full = places_named(jurisdiction)[:1] if jurisdiction else ()
    if not full:
        return tuple(names)
    return tuple(RELATIVE.sub(full[0], name, count=1) if RELATIVE.match(name) else name for name in names)


def _fuller(name: str, longer: dict[str, str]) -> str:
    """The spelling of a title or red head for a name that leaves out its place (省政府办公厅)."""
    if not RELATIVE.match(name):
        return name
    return next((other for key, other in longer.items() if key.endswith(body_key(name))), name)


def _lines(text: str, view: View) -> Iterator[tuple[str, str]]:
    """Every line of the view with its source, in which spaces and line ends still part the names."""
    for match in re.finditer(r"[^\n]+", view.text):
        start, end = view.to_source(*match.span())
        yield match.group(), text[start:end]


def _signature(printed: Sequence[str], signed: Sequence[Signed]) -> tuple[list[str], str | None]:
    """Names on the lines above a date, and the date."""
    for one in signed:
        block: list[str] = []
        before = printed[one.line][: one.start]
        for above in range(one.line, max(-1, one.line - LONGEST_SIGNATURE), -1):
            line = before if above == one.line else printed[above]
            if not line.strip():
                continue
            if not _may_sign(line):
                rest = BEHIND.split(line)[-1]
                block[:0] = [rest] if read_names(rest) else []
                break
            block.insert(0, line)
        names = _names_of(block)
        if names:
            return names, one.date
    return [], None


def _names_of(block: list[str]) -> list[str]:
    """Names on the last lines of a block, the first of which may be something else."""
    for first in range(len(block)):
        if names := read_names("\n".join(block[first:])):
            return names
    return []


def _may_sign(line: str) -> bool:
    squeezed = "".join(line.split())
    if len(squeezed) > LONGEST_LINE or re.search(r"[。；：，！？《》:;]|\d", squeezed) or TITLE.search(squeezed):
        return False
    if len(re.findall("[（(]", squeezed)) != len(re.findall("[）)]", squeezed)):
        return False
    return not (read_mark(squeezed) or is_contents(squeezed) or ANNEX.match(squeezed))


def _in_front(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names in front of 关于 or 印发 in a title among the first lines, on its own line or on those above."""
    best: list[str] = []
    for number, (line, source) in enumerate(lines[:HEAD_LINES]):
        if len(line) > 260:
            break
        front = FRONT.match(" ".join(source.split()))
        if front and "《" not in front["who"] and "。" not in front["who"]:
            names = read_names(re.sub("，", "、", AND_OTHERS.sub("", front["who"])))
            names = _completed(names) + _passed_on(source)
        elif re.match(r"关于|印发|《?关于|贯彻", line):
            names = _names_of([source for _, source in lines[max(0, number - 6) : number]])
        else:
            continue
        if len(names) > len(best):
            best = names
    return best


def _passed_on(source: str) -> list[str]:
    """Whose document a title passes on (国务院办公厅转发国家发展改革委等部门关于…的通知)."""
    found = PASSED_ON.match(" ".join(source.split()))
    return read_names(AND_OTHERS.sub("", found["whose"])) if found else []


def _completed(names: list[str]) -> list[str]:
    """河北省委省政府 as two bodies of one place."""
    out: list[str] = []
    for name in names:
        both = re.fullmatch(r"(?:中共)?(?P<place>.{2,10}?)(?P<unit>省|市|县|区|州)委(?P=unit)(?:人民)?政府", name)
        if both:
            out += [f"{both['place']}{both['unit']}委", f"{both['place']}{both['unit']}人民政府"]
        else:
            out.append(name)
    return out


def _red_head(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names on the lines over the title, where nothing else stands (国家能源局综合司文件), and on a cover."""
    block: list[str] = []
    found: list[str] = []
    for _, source in lines[:14]:
        printed = RED.sub("", source)
        if _may_sign(printed) and printed.strip():
            block.append(printed)
        elif printed.strip() and re.search(r"关于|印发|号|《", printed):
            break
        else:
            found += [name for name in _longest_run(block) if not AUTHOR.search(name)]
            block = []
    return found + [name for name in _longest_run(block) if not AUTHOR.search(name)]


def _longest_run(block: list[str]) -> list[str]:
    runs = (read_names("\n".join(block[a:b])) for a in range(len(block)) for b in range(len(block), a, -1))
    return max(runs, key=len, default=[])


def _labelled(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Names that a web page's own table gives (发文机关：…)."""
    for _, source in lines[:HEAD_LINES]:
        if found := LABELLED.search(source):
            return read_names(found["who"])
    return []


def _printed(lines: Sequence[tuple[str, str]]) -> list[str]:
    """The office that printed a document (…办公室 2022年3月9日印发), for want of a signature."""
    for _, source in reversed(lines[-6:]):
        found = PRINTED.match(" ".join(source.split()))
        if found and (names := read_names(found["who"])):
            return names
    return []


def _order(lines: Sequence[tuple[str, str]]) -> list[str]:
    """The government or ministry whose order a text is (某省人民政府令)."""
    found = next((m["who"] for line, _ in lines[:8] if (m := ORDER.match(line))), None)
    return [found] if found and is_organ(found) else []


def _assembly(lines: Sequence[tuple[str, str]]) -> list[str]:
    """The assembly that adopted a text (（2022年6月23日深圳市第七届人民代表大会常务委员会第十次会议通过）)."""
    found = next((m for line, _ in lines[:HEAD_LINES] if (m := ASSEMBLY.match(line))), None)
    return [found["place"] + found["body"]] if found else []


def _speaker(seen: str) -> list[str]:
    """The government that a work report speaks for (我代表省人民政府，向大会报告)."""
    found = SPOKEN_FOR.search(seen[:3000])
    return [found["who"]] if found and is_organ(found["who"]) else []
