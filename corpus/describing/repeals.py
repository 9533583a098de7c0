"""Which documents a text says that it puts out of force."""

from __future__ import annotations

import re

from cetu.corpus.headings import DOCUMENT_NUMBER

TITLE = r"《[^《》]{4,100}(?:《[^《》]{2,80}》[^《》]{0,20})?》"
ONE = rf"(?:{TITLE}(?:[（(][^（）()]{{4,40}}[）)])?|{DOCUMENT_NUMBER.pattern}(?:文件?)?)"
SINCE = r"自(?:本|此|该|印发|发布|施行|[一二三四\d〇○]{4}年)[^。；，《》]{0,14}起"
LIST = rf"{ONE}(?:(?:、|，|和|及|与|以及)?原?{ONE}){{0,20}}"
REPEALED = re.compile(
    rf"(?P<listed>{LIST})(?:等[^。；，《》]{{0,8}})?，?(?:{SINCE})?，?"
    r"(?:(?!施行|实施|发布|印发|修订|制定|公布|出台|不)[^。；《》]){0,10}?(?:废止|停止执行|不再执行|自行失效)(?=[。；，\n]|$)"
    rf"|(?:同时|即行|一并|相应|决定|现)废止原?(?P<behind>{LIST})(?=[。；，\n]|$)"
)
NAMED = re.compile(
    rf"《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)?)》|(?P<number>{DOCUMENT_NUMBER.pattern})(?=[^）)]*$|[文、，和及与])"
)


def find_repealed(text: str) -> tuple[str, ...]:
    """Titles (or numbers, where no title stands with them) of the documents that a text repeals, in order, each once.

    >>> find_repealed("本办法自印发之日起施行，《某市氢能办法》（某府〔2019〕3号）和《某市储能办法》同时废止。")
    ('某市氢能办法', '某市储能办法')
    >>> find_repealed("《某省电价办法》自2023年1月1日起废止。某政发〔2018〕20号文件同时废止。")
    ('某省电价办法', '某政发〔2018〕20号')
    >>> find_repealed("本细则自印发之日起施行，同时废止《某区充电桩细则》。")
    ('某区充电桩细则',)
    >>> find_repealed("按照《某省改革方案》废止不合理规定，自《某法》施行之日起执行。")
    ()
    """
    found = [name for listed in REPEALED.finditer(text) for name in _listed(listed["listed"] or listed["behind"])]
    return tuple(dict.fromkeys(found))


def _listed(words: str) -> list[str]:
    bare = re.sub(r"(?<=》)[（(][^（）()]{4,40}[）)]", "", words)
    return [one["title"] or one["number"] for one in NAMED.finditer(bare)]
