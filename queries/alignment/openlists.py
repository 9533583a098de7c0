"""Which open list of a plan may mean a technology that the plan does not name.

What 等 stands for is more of what the named members are. So a list answers to a technology's place in the other plan,
or, where nothing answers to that place, it is of the technology's field: by what all its members are (飞轮储能等: more
ways of 机械储能), by any of their fields where they have nothing in common (风电、储能、输电等), or by the sectors that
its sentence says it is for (围绕钢铁、水泥等行业). A field is a root of the thesaurus of technologies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cetu.extract.phrases import is_generic
from cetu.extract.segmentation import boundaries
from cetu.ontology.thesaurus import read_thesaurus
from cetu.queries.alignment.lexicon import either, pattern, table
from cetu.queries.alignment.naming import WIDE, bare_name, concept_named, extent, kind_of


@dataclass(frozen=True, slots=True)
class Ending:
    """A place where 等 leaves a list of technologies open: what stands before it, as a span of the source.

    members: of each technology named there, all that it is a kind of; empty sets where that is unknown. sectors: the
    fields that the sentence says the list is for, or the label of its entry (its heading, where no member is known).
    head: the words behind 等 that say what is listed, "" for none. ordered: whether the plan asks for any of what is
    named. apparatus, goods, materials: whether the words behind 等 list machines (等关键装备), goods (等绿色产品) or
    materials (等关键材料).
    listed: the kinds that they or the label of the entry say. industry: the fields of the industry that it is said of.
    topic: the kinds that its heading is about, where these are narrower than a field.
    """

    start: int
    end: int
    words: str
    members: tuple[frozenset[str], ...] = ()
    sectors: frozenset[str] = frozenset()
    head: str = ""
    ordered: bool = True
    apparatus: bool = False
    listed: frozenset[str] = frozenset()
    goods: bool = False
    industry: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    materials: bool = False

    def closeness(self, one: Sought) -> int:
        """How closely the list is of a technology's field, 0 for not: 2 by what its members are, 1 by its sectors."""
        known = [kinds for kinds in self.members if kinds]
        common = frozenset.intersection(*known) if known else frozenset()
        kinds = one.kinds or one.field
        if len(known) == 1:
            fits = self._goes_on_with(_least(above(known[0])), kinds)
        elif common:
            fits = self._goes_on_with(_least(common), kinds)
        else:
            fits = bool(_mixed_fields(self.members) & roots(kinds))
        if fits:
            return 2
        if roots(above(self.topic)) & roots(one.kinds) and self.topic.isdisjoint(one.kinds):
            return 0
        return int(any(extent(root) < WIDEST for root in self.sectors & one.field))

    def _goes_on_with(self, shared: frozenset[str], kinds: frozenset[str]) -> bool:
        """Whether a list whose members share some kinds goes on with a technology of others; where they share no more
        than a field, only with what stands right below it, too, unless three or more are named."""
        if len(self.members) > 2:
            return bool(shared & kinds)
        near = _least(kinds).union(*map(_right_above, _least(kinds)))
        return any(kind in kinds and (kind in near or bool(_above(kind))) for kind in shared)

    def near(self, one: Sought) -> bool:
        """Whether a kind that all known members are, narrower than a field, is one that the technology is, too: what
        海上风电柔性直流送出、海上风电制氢等 goes on with may be any technology of 海上风电.
        """
        return not _common(self.members).isdisjoint(one.kinds)

    def of_kind(self, one: Sought) -> bool:
        """Whether its members say that it is of the technology's kind or field."""
        return self.about(one) and (self.near(one) or self.of_fields(one) or self.closeness(one) > 1)

    def about(self, one: Sought) -> bool:
        """Whether the technology has a word that most of three or more members share, if there is one, and both are not
        of different industries: what 海上风电制氢、海上风电与火电耦合、海上能源岛等 goes on with is at sea.
        """
        shared = _shared(self.words)
        others = self.industry and one.industry and (self.industry | self.sectors).isdisjoint(one.industry)
        return not others and (not shared or not shared.isdisjoint(pairwise(one.bare)))

    def of_fields(self, one: Sought) -> bool:
        """Whether the list names whole fields (高效节能、节水、污染防治等), the technology's among them."""
        return not _whole_fields(self.members).isdisjoint(one.field)

    def agrees(self, one: Sought) -> bool:
        """Whether the fields of its members and sectors and those of the technology are not known to be others."""
        return not self.fields or not one.field or bool(self.fields & one.field)

    def meant_by_head(self, kinds: frozenset[str]) -> frozenset[str]:
        """The kinds that the head of the list says, or those of its members where its word means another thing there:
        of 碲化镉、铜铟镓硒等电池 it is no store of energy."""
        return said_of(kinds, self.members)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of its members, and those that it is said to be for."""
        return _fields(self.members) | self.sectors

    def allows(self, one: Sought) -> bool:
        """Whether the list may go on with the technology: nothing that is known of both speaks against it, and the
        words behind 等 leave room for it; 等新能源示范工程 does for new energy alone.

        >>> Ending(0, 1, "", head="综合利用").allows(Sought("智能回收终端", frozenset(), frozenset()))
        False
        """
        if one.goods and not self.goods:
            return False
        if self.apparatus and not pattern("apparatuslike").search(one.bare):
            return False
        if self.materials and not pattern("materiallike").search(one.bare):
            return False
        if not self.agrees(one):
            return False
        head = bare_name(self.head)
        if not head or head in one.bare:
            return True
        meant = named_in(head)
        if meant and one.kinds:
            return bool(one.kinds & meant)
        return bool(pattern("anything").search(self.head)) and _leaves_room(head, one)


@dataclass(frozen=True, slots=True)
class Sought:
    """A technology that a plan may mean without a name: its bare name, all that it is a kind of (empty where that is
    unknown), and the fields that it belongs to, by its kind or by the sectors that its name and heading name."""

    bare: str
    kinds: frozenset[str]
    field: frozenset[str]
    guessed: bool = False
    """Whether nothing but what is named beside it tells its field."""
    goods: bool = False
    """Whether its own plan lists it among goods."""
    industry: frozenset[str] = frozenset()
    """The fields of the industry that its own plan says it of."""


@cache
def _common(members: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The narrowest kinds, narrower than a field, that all known members are."""
    known = [kinds for kinds in members if kinds]
    return frozenset(filter(telling, _least(frozenset.intersection(*known)))) if known else frozenset()


@cache
def _fields(members: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The fields of any member."""
    return roots(frozenset().union(*members))


@cache
def said_of(kinds: frozenset[str], members: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The kinds that words behind a list say of its members, or one that these share where all are of other fields."""
    known = [one for one in members if one]
    if len(known) < 2 or any(roots(_with_above(kinds)) & roots(one) for one in known):
        return kinds
    return _common(members) or kinds


@cache
def _mixed_fields(members: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The fields of members that have nothing in common; of two members alone none as wide as 清洁能源."""
    return frozenset(root for root in _fields(members) if len(members) > 2 or extent(root) < WIDEST)


@cache
def _whole_fields(members: tuple[frozenset[str], ...]) -> frozenset[str]:
    """The fields that a list of three or more names as such, if most of its members are fields."""
    wide = [kinds for kinds in members if kinds and not any(map(telling, kinds))]
    return frozenset().union(*wide) if 2 * len(wide) > len(members) > 2 else frozenset()


@cache
def _shared(words: str) -> frozenset[tuple[str, str]]:
    """The pairs of characters that two thirds of the members of a list have, if they are three or more.

    >>> sorted(map("".join, _shared("海上风电制氢、海上风电与火电耦合、海上能源岛、海洋牧场")))
    ['海上']
    """
    parts = [bare_name(part) for part in pattern("between").split(words) if len(part) > 1]
    found = Counter(pair for part in parts for pair in set(pairwise(part)))
    return frozenset(pair for pair, count in found.items() if len(parts) > 2 and 3 * count >= 2 * len(parts))


WIDEST = 300
"""Concepts below one from which on it is no field that two technologies have in common (清洁能源)."""
SPECIFIC = 5
"""Characters that a head needs to say what is listed more closely than a field does."""


def _leaves_room(head: str, one: Sought) -> bool:
    """Whether the bare head of a list names no other thing than the technology: 先进技术 and 能源领域 do not,
    生物质燃料制备 does unless the technology is about biomass or fuel, too."""
    rest = pattern("anything").sub("", head)
    return len(rest) < SPECIFIC or is_generic(rest) or not {*pairwise(rest)}.isdisjoint(pairwise(one.bare))


def head_behind(text: str) -> str:
    """The words with which the text behind a list says what was listed, "" where it says no kind of thing.

    >>> head_behind("等新能源科技示范工程，"), head_behind("等关键技术。"), head_behind("等研究")
    ('新能源科技示范工程', '', '')
    >>> head_behind("等能源领域先进前沿技术研发和产业化落地"), head_behind("等重点内容，实施改造")
    ('能源领域', '')
    """
    found = pattern("etc").match(text)
    words = found[1] if found and not pattern("ending").match(text.lstrip()) else ""
    words = pattern("headrest").sub("", words)
    return "" if is_generic(words) else words


def kind_behind(text: str) -> str:
    """The words with which the text behind a list says of what kind the listed is, the field left out of account.

    >>> kind_behind("等领域关键部件再制造技术，"), kind_behind("等关键技术。")
    ('关键部件再制造技术', '')
    """
    found = pattern("etc").match(text)
    words = re.sub(r"^.*?(?:领域|行业|方面)", "", found[1]) if found else ""
    return "" if is_generic(words) else words


@cache
def kinds_of(bare: str, concept: str | None) -> frozenset[str]:
    """All that a technology is a kind of, itself and the roots of the thesaurus with it; by the terms that its name
    holds where the thesaurus has neither the name nor its head.

    >>> sorted(iri.rsplit("/", 1)[-1] for iri in roots(kinds_of("全废钢电炉流程集成优化", None)))
    ['钢铁冶金']
    """
    field = concept_named(re.sub(rf"^(?:{either('qualities')})+", "", bare)) if concept is None else None
    return sure_kinds(bare, concept or field) or _with_above(named_in(bare))


@cache
def sure_kinds(bare: str, concept: str | None) -> frozenset[str]:
    """All that a technology is a kind of where the thesaurus has its name or its head, else nothing."""
    exact = concept or concept_named(bare) or kind_of(bare)
    return _with_above(frozenset({exact})) if exact else frozenset()


def _with_above(concepts: frozenset[str]) -> frozenset[str]:
    return concepts | above(concepts)


@cache
def named_in(words: str) -> frozenset[str]:
    """Concepts whose names stand in the words as words of their own, the longest at each place.

    >>> sorted(iri.rsplit("/", 1)[-1] for iri in named_in("光储直柔与建筑光伏一体化"))
    ['光伏建筑一体化', '光储直柔']
    >>> named_in("跨季节水热同储")
    frozenset()
    """
    found, at, ends = set[str](), 0, sorted(boundaries(words) | {len(words)})
    while at < len(words):
        term = next((words[at:end] for end in reversed(ends) if end - at > 1 and concept_named(words[at:end])), "")
        if term and not is_generic(term) and (concept := concept_named(term)):
            found.add(concept)
        at = at + len(term) if term else next(end for end in ends if end > at)
    return frozenset(found)


def above(concepts: Iterable[str]) -> frozenset[str]:
    """Everything above the concepts, up to the roots."""
    found = frozenset[str]()
    for concept in concepts:
        found |= _above(concept)
    return found


@cache
def _above(concept: str) -> frozenset[str]:
    known = read_thesaurus("technologies").get(concept)
    return frozenset(known.broader).union(*map(_above, known.broader)) if known else frozenset()


def _right_above(concept: str) -> frozenset[str]:
    known = read_thesaurus("technologies").get(concept)
    return frozenset(known.broader) if known else frozenset()


@cache
def head_kind(bare: str) -> frozenset[str]:
    """The concept that the head of a list is, or ends in, the roots of the thesaurus with them: 高效储能 is 储能."""
    forms = (bare[start:] for start in range(len(bare) - 1))
    return frozenset([found for form in forms if (found := concept_named(form))][:1])


def telling(kind: str) -> bool:
    """Whether a concept is neither a field nor nearly as wide as one."""
    return bool(_above(kind)) and extent(kind) < WIDE


def roots(kinds: Iterable[str]) -> frozenset[str]:
    """Those of the concepts that have nothing above them."""
    return frozenset(iri for iri in kinds if not _above(iri))


def _least(kinds: frozenset[str]) -> frozenset[str]:
    """Those of the concepts that are above no other of them."""
    return kinds - above(kinds)


def sectors_of(words: str) -> frozenset[str]:
    """The fields whose sectors the words name.

    >>> sorted(iri.rsplit("/", 1)[-1] for iri in sectors_of("低碳零碳水泥"))
    ['建筑材料']
    """
    return frozenset(root for said, root in _sectors() if said.search(words))


@cache
def _sectors() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for said, name in table("sectors", 2):
        if (root := concept_named(bare_name(name))) is None:
            raise ValueError(f"sectors.tsv: no concept is named {name}")
        found.append((re.compile(said), root))
    return tuple(found)


def sectors_addressed(sentence: str) -> frozenset[str]:
    """The fields of the sectors that a sentence says it is for.

    >>> found = sectors_addressed("围绕化工、钢铁等高碳行业减污降碳需求，着力强化余热余能高效利用等研究")
    >>> sorted(iri.rsplit("/", 1)[-1] for iri in found)
    ['化工', '钢铁冶金']
    >>> sectors_addressed("钢铁产量平稳下降")
    frozenset()
    """
    found = frozenset[str]()
    for lead in pattern("sectorlead").finditer(sentence):
        found |= sectors_of(lead[1])
    return found
