"""What a target measures or counts: the shortest phrase that says it, and the head that a list of them shares."""

from __future__ import annotations

import re

from cetu.extract.lexicon import at_start, pattern

LEAD = pattern("targets.lead")
MADE, MADE_FIRST = pattern("targets.made"), pattern("targets.made_first")
MEASURE = re.compile(pattern("targets.measure").pattern + "$")
BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
UNTIL_YEAR = re.compile(r"^.*?(?:20\d\d年(?:底|末|前)?|[“\"]?十[三四五六]五[”\"]?(?:期?末|期间|时期))")
TRAIL = pattern("targets.trail")
NOUN_BEHIND = pattern("targets.noun_behind")
TAIL_JOINT = pattern("targets.tail_joint")
NUMBERED = re.compile(r"^\s?(?:\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])")
CUT = re.compile(r"并(?=[^行网])|(?:力争|争取|确保|于|到)?20\d\d年")
SHORTENED = re.compile(r"(?:开工建设|开工|建设|示范建设|试点建设|培育|创建|工作|建设任务|任务|打造|建成)$")
SUCH = re.compile(r"的([^的]{2,40})$")
RELATIVE, PLACE, RANK = pattern("targets.relative"), pattern("targets.place"), pattern("targets.rank")
AND_MADE = re.compile(rf"^(?:[和及与、]|以及)(?:{MADE.pattern}|{MADE_FIRST.pattern})")
GROWS = pattern("targets.grows")
SUBJECT = pattern("targets.subject")
JOINTS = re.compile(r"、|，|以及|和|与|及")


def indicator_of(phrase: str) -> str:
    """The shortest phrase that says what is measured: without year, adverbs, verbs and who.

    >>> indicator_of("力争到2025年全省森林覆盖率"), indicator_of("推动煤炭消费比重持续")
    ('森林覆盖率', '煤炭消费比重')
    """
    phrase = UNTIL_YEAR.sub("", NUMBERED.sub("", phrase))
    before = None
    while before != phrase:
        before = phrase
        phrase = LEAD.sub("", phrase)
        verb = at_start("verbs").match(phrase)
        if (
            verb
            and verb.group() != "新建"
            and len(phrase) > len(verb.group()) + 3
            and not NOUN_BEHIND.match(phrase, verb.end())
        ):
            phrase = phrase[verb.end() :]
    return _bare(TRAIL.sub("", phrase))


def _bare(phrase: str) -> str:
    """The phrase without marks at its ends, but for a quote whose partner is inside (“小巨人”企业)."""
    phrase = phrase.strip("，、： ")
    if phrase.count("“") != phrase.count("”") or phrase.count('"') % 2 or (phrase[:1] == "“" and phrase[-1:] == "”"):
        phrase = phrase.strip('“”" ')
    return phrase


def counted_noun(behind: str) -> str:
    """What a figure counts, from the words behind it: up to the next joint with a figure, without what adorns it.

    >>> counted_noun("具有全国影响力的低碳园区"), counted_noun("绿色工厂和"), counted_noun("零碳园区建设")
    ('低碳园区', '绿色工厂', '零碳园区')
    """
    noun = TAIL_JOINT.sub("", behind)
    noun = CUT.split(noun)[0].removeprefix("的")
    such = SUCH.search(noun)
    noun = such.group(1) if such else noun
    return (SHORTENED.sub("", noun) or noun).strip("，、：。； ")


def made_of(before: str) -> tuple[str, str]:
    """The verb of 建成、新增、培育 … before a bare figure, and what it makes: ("新增", "风电装机").

    >>> made_of("到2025年新增风电装机"), made_of("秸秆综合利用率")
    (('新增', '风电装机'), ('', '秸秆综合利用率'))
    """
    before = re.sub(r"(?:不低于|不少于|约|接近|近|超过|超|逾|至少|达)$", "", before)
    whole = indicator_of(before)
    verb = max((m for m in MADE.finditer(before)), key=lambda m: m.start(), default=None)
    if verb is not None and verb.group().startswith("开工") and verb.end() == len(before):
        verb = None
    if verb is None:
        led = LEAD.sub("", UNTIL_YEAR.sub("", before))
        verb = MADE_FIRST.match(led)
        if verb is None or len(led) - verb.end() < 3:
            return "", whole
        before = led
    noun = AND_MADE.sub("", before[verb.end() :]).removeprefix("各类").removeprefix("一批")
    if len(noun) < 3 or MEASURE.fullmatch(noun):
        return verb.group(), whole
    first = MADE_FIRST.match(noun)
    noun = noun[first.end() :] if first and len(noun) - first.end() > 2 else noun
    return verb.group(), _bare(re.sub(r"^(?:全[省市县区]|了|、)+", "", TRAIL.sub("", noun)))


def of_part(indicator: str, last: str) -> str:
    """A part that stands for what was counted before it (其中沈阳市92个, 省级11家); "" where nothing was.

    >>> of_part("沈阳市", "污水治理设施"), of_part("省级", "产业基地"), of_part("阜新市", ""), of_part("充电桩", "公路")
    ('沈阳市污水治理设施', '省级产业基地', '', '充电桩')
    """
    if RANK.fullmatch(indicator):
        return indicator + RANK.sub("", last) if last else ""
    if not PLACE.fullmatch(indicator):
        return indicator
    if not last:
        return ""
    part = indicator.removeprefix("其中").rstrip("各完成新增")
    was = PLACE.match(last)
    return part + (last[was.end() :] if was else last)


def with_subject(indicator: str, clause: str, last: str) -> str:
    """An indicator that says too little by itself (收入, 占发电装机比重) with what the clause before was about.

    >>> with_subject("收入", "生物医药产业集聚企业", ""), with_subject("占发电装机比重", "", "风电装机")
    ('生物医药产业收入', '风电装机占发电装机比重')
    """
    if RELATIVE.fullmatch(indicator) and last and not last.endswith(indicator):
        return last + indicator
    if len(indicator) > 4 or not MEASURE.fullmatch(indicator):
        return indicator
    about = SUBJECT.match(indicator_of(clause))
    return about.group() + indicator if about else indicator


def grown(clause: str) -> str:
    """What a clause says to grow or fall, without saying by how much: the indicator of a figure that follows.

    >>> grown("天然气产量快速增长"), grown("加强组织领导")
    ('天然气产量', '')
    """
    match = GROWS.search(clause)
    return indicator_of(clause[: match.start()]) if match else ""


def carry_heads(indicator: str, count: int) -> list[str]:
    """The `count` members of a listed indicator, each with the measure that the last names; [] where it lists fewer.

    >>> carry_heads("废钢、废纸回收利用量", 2), carry_heads("森林覆盖率和湿地保护率", 2), carry_heads("煤炭消费量", 2)
    (['废钢回收利用量', '废纸回收利用量'], ['森林覆盖率', '湿地保护率'], [])
    """
    masked = BRACKETS.sub(lambda m: "□" * len(m.group()), indicator)
    for joints in (JOINTS, re.compile("、|和(?!.*和)|及(?!.*及)"), re.compile("、")):
        cuts = [0, *(i for m in joints.finditer(masked) for i in m.span()), len(indicator)]
        parts = [indicator[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        if len(parts) == count and all(parts):
            break
    else:
        return []
    measure = MEASURE.search(parts[-1])
    head = measure.group() if measure and len(measure.group()) < len(parts[-1]) else ""
    parts = [part if not head or _measures(part, head) else part + head for part in parts]
    return [parts[0], *(_modified(parts[0].removesuffix(head), part.removesuffix(head)) + head for part in parts[1:])]


def _measures(part: str, head: str) -> bool:
    """Whether a member names its measure itself; 量 or 率 alone (化学需氧量) is none beside a longer one (减排量)."""
    own = MEASURE.search(part)
    return own is not None and (part.endswith(head) or len(own.group()) > 1 or len(head) == 1)


def _modified(first: str, word: str) -> str:
    """A later member with the modifier of the first, where both are words of one make (新能源公交车、出租车).

    >>> _modified("新能源公交车", "出租车"), _modified("废钢", "废纸")
    ('新能源出租车', '废纸')
    """
    alike = 1 < len(word) < 4 and len(first) > len(word) + 1 and first[-1] == word[-1]
    return first[: -len(word)] + word if alike else word
