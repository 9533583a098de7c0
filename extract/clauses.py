"""A sentence as clauses: what governs, what is governed, what closes it.

A clause is adverbs and governing verbs, then an object, then perhaps a nominalised verb (加快 + 研发 + X; 开展 + X +
研究). A clause without a verb of its own continues the one before (研发A技术，B技术等). Offsets are of the view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cetu.extract.lexicon import STAGE_ORDER, Verb, at_end, at_start, furthest, pattern, tails, verbs
from cetu.extract.segmentation import cut

OPEN, CLOSE = "（(〔[【《「“‘", "）)〕]】》」”’"
NAMED_TAIL = pattern("clauses.named_tail")
CHAINING = frozenset({"探索", "研究", "部署", "超前部署"})
QUOTED = re.compile(r"[”\"’』][^”\"’』“‘『，、]{0,8}$")
TIME = pattern("clauses.time")
MARK = pattern("clauses.mark")
NOT_VERB = pattern("clauses.not_verb")
LEAD = re.compile(r"(?:同时|此外|另外|其中|以及|鼓励和支持|到时|特别是|尤其是|进而|从而|推动实现)[，]?")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `start:end` whole, `object` what is governed (may be empty), `verbs` in order, `stage` the furthest.

    topic: the word of a topic phrase (围绕, 依托, 在 …) or "". actors: span of those between 支持 and a second verb
    (支持沈阳建设X); continued: takes its verbs from the clause before; tail: the closing nominalised verb.
    """

    start: int
    end: int
    object: tuple[int, int]
    verbs: tuple[Verb, ...] = ()
    stage: str | None = None
    topic: str = ""
    actors: tuple[int, int] | None = None
    continued: bool = False
    tail: str = ""

    @property
    def kind(self) -> str:
        """Kind of the verb that governs the object: the strongest said, "" where no verb is."""
        order = ("strong", "build", "weak", "light", "adverb")
        kinds = {v.kind for v in self.verbs}
        return next((k for k in order if k in kinds), "")


def split_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between ，；：。 outside brackets and quotes, and before 并 + verb.

    >>> s = "研发固态电池（全固态，半固态），并推广热泵。"
    >>> [s[a:b] for a, b in split_clauses(s, 0, len(s))]
    ['研发固态电池（全固态，半固态）', '并推广热泵']
    """
    depth, at = 0, start
    for i in range(start, end):
        c = text[i]
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (c in "，；：。！？\n" or (c == "并" and i > at and _verb_after(text, i + 1, end))):
            if i > at:
                yield at, i
            at = i if c == "并" else i + 1
    if at < end:
        yield at, end


def _verb_after(text: str, pos: int, end: int) -> bool:
    found = at_start("verbs", "adverbs").match(text, pos, end)
    return bool(found and len(found.group()) > 1 and not _is_noun(text, found, end))


def _is_noun(text: str, found: re.Match[str], end: int) -> bool:
    """Whether a verb's form is part of a noun here (示范工程, 创新平台): only forms that can be nouns."""
    form = found.group()
    verb = verbs().get(form)
    nounlike = form in tails() or (verb is not None and verb.kind == "weak")
    return nounlike and bool(NOT_VERB.match(text, found.end(), end))


def read_clause(text: str, start: int, end: int, before: Clause | None = None) -> Clause:
    """Parse one clause span; `before` is the clause that it may continue.

    >>> s = "开展海洋能、地热能综合利用技术研究"
    >>> c = read_clause(s, 0, len(s)); s[slice(*c.object)], c.stage, c.kind, c.tail
    ('海洋能、地热能综合利用技术', 'research', 'light', '研究')
    >>> s = "示范工程建设取得进展"; read_clause(s, 0, len(s)).kind  # a subject, not an order
    ''
    """
    pos = _skip(text, start, end)
    topic = _topic(text, pos, end)
    if topic:
        return Clause(start, end, (topic.end(), end), topic=topic.group())
    adverb = at_start("adverbs").match(text, pos, end)
    at = adverb.end() if adverb and text.startswith(("以", "为", "在", "把", "将"), adverb.end()) else pos
    if text.startswith(("在", "于"), at):
        return Clause(start, end, (at + 1, end), topic="在")
    if text.startswith(("为", "以", "对", "将", "把", "从", "按", "与"), at) and not text.startswith("以及", at):
        return Clause(start, end, (at + 1, end), topic=text[at])
    found, pos = _verb_chain(text, pos, end)
    if not found and before is not None and before.verbs and not before.topic:
        stop, tail = _tail(text, pos, end) if before.kind in ("light", "adverb") else (end, "")
        return Clause(start, end, (pos, stop), before.verbs, before.stage, continued=True, tail=tail)
    return _governed(text, (start, end), found, pos)


def _topic(text: str, pos: int, end: int) -> re.Match[str] | None:
    """A topic word at `pos`, adverbs before it passed over (充分利用, 重点围绕)."""
    adverb = at_start("adverbs").match(text, pos, end)
    for at in (pos, adverb.end() if adverb else pos):
        topic = at_start("topics").match(text, at, end)
        if topic and not NOT_VERB.match(text, topic.end(), end):
            return topic
    return None


def _governed(text: str, span: tuple[int, int], found: list[Verb], pos: int) -> Clause:
    """A clause whose verbs are known and whose object starts at `pos`."""
    stages = [v.stage for v in found]
    stop, tail = _tail(text, pos, span[1])
    named = {v.kind for v in found}
    if (
        tail
        and found
        and ("strong" not in named or tail.startswith(("推广", "应用", "示范", "集成应用", "规模化应用")))
    ):
        # 推进X研究 is research: the light verb only carries; its own stage counts where nothing closes the object.
        own = [v.stage for v in found if v.kind in ("strong", "build")]
        said = tails().get(tail)
        stages = [*own, said] if said else stages
    else:
        stop, tail = span[1], ""
    return Clause(*span, (pos, stop), tuple(found), furthest(stages), tail=tail)


def _skip(text: str, pos: int, end: int) -> int:
    """Position behind list marks, connectives and phrases of time."""
    while pos < end:
        found = MARK.match(text, pos, end) or TIME.match(text, pos, end) or LEAD.match(text, pos, end)
        if not found:
            return pos
        pos = found.end()
    return pos


def _verb_chain(text: str, pos: int, end: int) -> tuple[list[Verb], int]:
    """Verbs at `pos` and the position behind them; adverbs and joining 、和与及 are passed over."""
    found: list[Verb] = []
    while pos < end:
        match = at_start("verbs", "adverbs").match(text, pos, end)
        if not match or (match.end() >= end and found and not verbs().get(match.group())):
            break
        after = match.end()
        if _is_noun(text, match, end) and not (found and after >= end):
            break
        verb = verbs().get(match.group())
        if found and verb and verb.kind == "weak" and _inside_word(text, pos, match.end(), end):
            break
        if (
            found
            and found[-1].kind == "strong"
            and found[-1].form not in CHAINING
            and text[pos - 1] not in "、和与及并"
        ):
            break
        if verb:
            found.append(verb)
        pos = _joined(text, after, end)
    return found, pos


def _inside_word(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the verb at `start:stop` is the beginning of a longer word (集成电路)."""
    return len(cut(text[start : min(end, stop + 6)])[0]) > stop - start


def _joined(text: str, pos: int, end: int) -> int:
    """Behind a joining 、和与及 when another governing verb follows it, else `pos`."""
    if pos < end and text[pos] in "、和与及并":
        match = at_start("verbs").match(text, pos + 1, end)
        if match and not _is_noun(text, match, end):
            return pos + 1
    return pos


_JOINT = pattern("clauses.joint")


def _tail(text: str, pos: int, end: int) -> tuple[int, str]:
    """End of the object before its closing nominalised verbs, and the furthest of these verbs ("" if none)."""
    said: list[str] = []
    stop = end
    if QUOTED.search(text, max(pos, end - 9), end) and not NAMED_TAIL.search(text, pos, end):
        return end, ""
    while match := at_end("tails").search(text[pos:stop]):
        if match.start() == 0:
            break
        said.append(match.group())
        stop = pos + match.start()
        joint = _JOINT.search(text[pos:stop])
        if not joint or not at_end("tails").search(text[pos : pos + joint.start()]):
            break
        stop = pos + joint.start()
    best = max(said, key=lambda w: STAGE_ORDER[tails()[w]], default="")
    return (stop, best) if said else (end, "")
