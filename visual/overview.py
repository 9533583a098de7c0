"""What a graph of many plans says, picked from all its links: the strongest, the most frequent, and how many more.

A browser cannot hold a thousand plans. So the server keeps their links as plain rows (`overview_rows`), and a view asks
for what it can show: each cell, place or target with the link that says it best and the ids of the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from typing import Any

Json = dict[str, Any]
Values = tuple[str | int, ...]

COLUMNS = 60
"""Columns of a matrix at most, as the front end has it too."""
INDICATORS = 30
"""Indicators in a timeline at most."""
MOST = 4000
"""Links in one answer at most."""
ALSO = 200
"""Ids of further links that say the same, in one link at most."""
REGIONS = 400
"""Regions at most that are offered to be compared."""
LISTED = 60
"""Values of a facet at most, the most frequent."""
UNSAID = "-"
FACETS = ("types", "readings", "kinds", "stages", "regions", "sectors", "plans", "years")
STARTS = ("Region", "Technology", "Cluster", "Project", "Institution")
UPWARDS = ("narrower", "within")
"""Routes that only roll up what is said elsewhere."""


class Overview:
    """The links of a graph with the things and plans that they name; a link is as in a bundle, but without places."""

    def __init__(self, links: Iterable[Json], things: Iterable[Json], plans: Iterable[Json]) -> None:
        self.things = {thing["id"]: thing for thing in things}
        self.plans = {plan["id"]: plan for plan in plans}
        self._up: dict[tuple[str, str], tuple[str, ...]] = {}
        self.links = [(link, self._values(link)) for link in links]

    def without(self, ids: Collection[str]) -> Overview:
        """The same without some links: those that were judged wrong."""
        if not ids:
            return self
        left = copy(self)
        left.links = [row for row in self.links if row[0]["id"] not in ids]
        return left

    def matrix(self, filter: Json, columns: str, rows: int) -> Json:
        """The technologies and the columns (Region, Cluster or Plan) with the most strength, and their cells."""
        kept, facets = self._passing(filter, lambda link: link["type"] == "inferred" and self._fits(link, columns))
        keyed = [(link, link["plan"] if columns == "Plan" else link["s"][0]) for link in kept]
        totals: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for link, column in keyed:
            totals[0][link["o"]] += link.get("strength", 1)
            totals[1][column] += link.get("strength", 1)
        top, across = _top(totals[0], rows), _top(totals[1], COLUMNS)
        cells = _gathered((link["o"], column, link) for link, column in keyed if link["o"] in top and column in across)
        told = {"rows": [len(top), len(totals[0])], "columns": [len(across), len(totals[1])], "links": len(kept)}
        return self._answer(cells, told, facets)

    def start(self) -> Json:
        """Of some classes the things with the most links: where one may begin."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for link, _ in self.links:
            for end in {*link["s"], link["o"]} if link.get("route") not in UPWARDS else ():
                counts[self._kind(end)][end] += 1
        top = [[kind, [end for end, _ in counts[kind].most_common(5)]] for kind in STARTS if counts[kind]]
        regions = [one for one, _ in counts["Region"].most_common(REGIONS) if self._is_compared(one)]
        named = {end for _, ends in top for end in ends} | set(regions)
        things = [self.things[end] for end in sorted(named) if end in self.things]
        told = {"links": len(self.links)}
        return {"links": [], "things": things, "told": told, "facets": {}, "starts": top, "regions": regions}

    def supported(self, filter: Json) -> Json:
        """The technologies that somebody in the selection supports, those with the most supports first."""
        kept, _ = self._passing(filter, lambda link: link["type"] == "inferred")
        counts = Counter(link["o"] for link in kept)
        ranked = sorted(counts, key=lambda one: (-counts[one], one))
        things = [self.things[one] for one in ranked if one in self.things]
        told = {"technologies": [len(ranked), len(ranked)], "links": len(kept)}
        return {"links": [], "things": things, "told": told, "facets": {},
                "technologies": [[one, self._label(one), counts[one]] for one in ranked]}  # fmt: skip

    def map(self, filter: Json, by: str, technology: str) -> Json:
        """What every region has: each technology or project once, said of it or of a group that it is in."""

        def fits(link: Json) -> bool:
            if by == "projects":
                return bool(link["p"] == "hasProject")
            return bool(link["type"] == "inferred" and (by == "technologies" or link["o"] == technology))

        kept, facets = self._passing(filter, fits)
        keyed = [(link, region) for link in kept for region in link["s"] if self._kind(region) == "Region"]
        cells = _gathered((f"{region} {link['reading']}", link["o"], link) for link, region in keyed)
        regions = {region for _, region in keyed}
        answer = self._answer(cells, {"regions": [len(regions), len(regions)], "links": len(kept)}, facets)
        supported = Counter(
            link["o"] for link, _ in self.links if link["type"] == "inferred" and self._is_of_region(link)
        )
        return answer | {"technologies": [[id, self._label(id), count] for id, count in supported.most_common(200)]}

    def timeline(self, filter: Json, indicator: str = "") -> Json:
        """The targets of the indicators that the most plans set, or of one indicator alone."""

        def fits(link: Json) -> bool:
            return link["type"] == "target" and (not indicator or link["target"]["indicator"] == indicator)

        kept, facets = self._passing(filter, fits)
        plans: defaultdict[str, set[str]] = defaultdict(set)
        for link in kept:
            plans[link["target"]["name"] or ""].add(link["plan"])
        top = _top(Counter({name: len(found) for name, found in plans.items() if name}), INDICATORS)
        shown = [link for link in kept if link["target"]["name"] in top][:MOST]
        told = {"indicators": [len(top), len(plans)], "links": len(kept), "shown": len(shown)}
        return self._answer(shown, told, facets)

    def flow(self, filter: Json, most: int) -> list[str]:
        """Ids of the supports of the technologies that clusters, industries and regions support most, and how many."""
        kept, _ = self._passing(filter, lambda link: link["type"] == "inferred" and self._flows(link))
        total: Counter[str] = Counter()
        for link in kept:
            total[link["o"]] += link.get("strength", 1) + (3 if self._is_of_region(link) else 0)
        top = _top(total, most)
        chosen = sorted((link for link in kept if link["o"] in top), key=_rank)[: MOST // 4]
        clusters = {link["s"][0] for link in chosen}
        placed = [link["id"] for link, _ in self.links if link["p"] == "hasCluster" and link["o"] in clusters]
        return [*(link["id"] for link in chosen), *placed[: MOST // 8]]

    def flow_totals(self, filter: Json, most: int) -> Json:
        """How many technologies there are, and the facets."""
        kept, facets = self._passing(filter, lambda link: link["type"] == "inferred" and self._flows(link))
        every = {link["o"] for link in kept}
        return {"told": {"technologies": [min(most, len(every)), len(every)], "links": len(kept)}, "facets": facets}

    def _answer(self, links: Collection[Json], told: Json, facets: Json) -> Json:
        """The links with the things that they name, and all above these."""
        named = {end for link in links for end in (*link["s"], link["o"])}
        named |= {value for _, values in facets.items() for value, _ in values if isinstance(value, str)}
        every = {up for end in named for by in ("within", "broader") for up in self._upwards(end, by)}
        things = [self.things[id] for id in sorted(every) if id in self.things]
        return {"links": list(links), "things": things, "told": told, "facets": facets}

    def _passing(self, filter: Json, fits: Callable[[Json], bool]) -> tuple[list[Json], Json]:
        """Links that the filter lets through; of every facet the values among links that all the others let through."""
        kept: list[Json] = []
        counts: dict[str, Counter[str | int]] = {name: Counter() for name in FACETS}
        wanted = {name: frozenset(filter.get(name) or ()) for name in FACETS}
        least = filter.get("strength", 1)
        for link, values in self.links:
            if not fits(link) or link.get("strength", 5) < least:
                continue
            failing = [name for name in FACETS if wanted[name] and not _passes(name, values[name], wanted[name])]
            if not failing:
                kept.append(link)
                for name in FACETS:
                    counts[name].update(values[name])
            elif len(failing) == 1:
                counts[failing[0]].update(values[failing[0]])
        return kept, {name: [list(one) for one in found.most_common(LISTED)] for name, found in counts.items()}

    def _values(self, link: Json) -> dict[str, Values]:
        """What a link has of every facet."""
        ends = (*link["s"], link["o"])
        plan = self.plans.get(link["plan"], {})
        year = (link.get("target") or {}).get("year") or plan.get("from")
        own = [end for end in (*ends, link.get("scope") or "") if self._kind(end) == "Region"] or [
            plan.get("region", "")
        ]
        concepts = [end for end in ends if self._kind(end) in ("Technology", "Industry")]
        return {
            "types": ("said" if link["type"] == "target" else link["type"],),
            "readings": (link["reading"],),
            "kinds": tuple(sorted({self._kind(end) for end in ends})),
            "stages": (link.get("stage") or UNSAID,),
            "regions": tuple(dict.fromkeys(up for end in own if end for up in self._upwards(end, "within"))),
            "sectors": tuple(dict.fromkeys(self._upwards(end, "broader")[-1] for end in concepts)),
            "plans": (link["plan"],),
            "years": (year,) if year else (),
        }

    def _upwards(self, id: str, by: str) -> tuple[str, ...]:
        """A thing and all above it, the topmost last."""
        if (id, by) not in self._up:
            found = [id]
            for one in found:
                found += [up for up in self.things.get(one, {}).get(by, ()) if up not in found]
            self._up[id, by] = tuple(found)
        return self._up[id, by]

    def _kind(self, id: str) -> str:
        return str(self.things.get(id, {}).get("kind", "Document"))

    def _is_compared(self, region: str) -> bool:
        return self.things.get(region, {}).get("regionKind") != "country"

    def _label(self, id: str) -> str:
        return str(self.things.get(id, {}).get("label", id))

    def _is_of_region(self, link: Json) -> bool:
        return self._kind(link["s"][0]) == "Region"

    def _flows(self, link: Json) -> bool:
        return link.get("route") not in UPWARDS and self._kind(link["s"][0]) in ("Cluster", "Industry", "Region")

    def _fits(self, link: Json, columns: str) -> bool:
        kind = self._kind(link["s"][0])
        return columns in ("Plan", kind) or (columns == "Cluster" and kind == "Industry")


def _passes(name: str, values: Values, wanted: frozenset[Any]) -> bool:
    return wanted.issuperset(values) if name == "kinds" else not wanted.isdisjoint(values)


def _top(totals: Mapping[str, int], most: int) -> frozenset[str]:
    return frozenset(sorted(totals, key=lambda one: (-totals[one], one))[:most])


def _gathered(keyed: Iterable[tuple[str, str, Json]]) -> list[Json]:
    """Of all links with one pair of keys the best, with the ids of the others."""
    cells: defaultdict[tuple[str, str], list[Json]] = defaultdict(list)
    for row, column, link in keyed:
        cells[row, column].append(link)
    told = []
    for same in cells.values():
        best, *others = sorted(same, key=_rank)
        told.append(best | {"also": [one["id"] for one in others[:ALSO]], "more": len(others)} if others else best)
    return sorted(told, key=_rank)[:MOST]


def _rank(link: Json) -> tuple[int, bool, str]:
    return -link.get("strength", 0), link["reading"] == "collective", link["id"]
