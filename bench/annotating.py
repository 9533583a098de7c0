"""Gold annotations in a form that is quick to write, easy to read and small to keep:

    python bench/annotating.py cut PLAN.txt… --to DIR        # excerpts of a plan, sentences numbered, to annotate
    python bench/annotating.py check FILE.notes…             # what is wrong in them, line by line
    python bench/annotating.py gold FILE.notes… --to DIR     # NAME.txt and NAME.gold.json for `cetu evaluate DIR`
    python bench/annotating.py gold FILE.notes… --beside OTHER --to DIR   # of two readers: what one found is optional

A `.notes` file holds an excerpt and what a reader marked in it. A line `[7] …` is the seventh sentence as it stands in
the plan (⏎ is a line break at its end or within it); the lines below it, up to the next, say what it holds:

    [7] 在大连、营口研发风机叶片、电机、轴承技术，建设海上风电示范基地。⏎
    R1 大连
    R2 营口
    T1 风机叶片 = 风机叶片技术 @develop
    T2 电机 = 风机电机技术 @develop
    T3 轴承技术 = 风机轴承技术 @develop
    P1 海上风电示范基地
    T4 海上风电 @demonstrate
    > region_technology R1 R2 : T1 T2 T3 T4
    > region_project R1 R2 : P1

A mention is a letter (T technology, I industry, C cluster, R region, O institution, P project, D document) with a
number of its own, the words as they stand, ` = ` the name where it is not the words, `@` the stage of a technology,
`#2` before ` = ` where the second place of the same words in the sentence is meant, `?` at the end where the reader
doubts.
A relation is `>`, its type, heads, `:` and tails: every head with every tail. `based_on` has no tail; the tail of
`leads` and `takes_part` is the number of the sentence that begins with the task's heading. A target is `$` and seven
fields parted by `|`: indicator, op, value, unit, year, baseline year, the words; `-` where there is none.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetu.corpus.headings import read_mark
from cetu.extract.agreement import end_of, names_fit, paired, span_fit, spans, target_fit, targets

TYPES = {
    "T": "Technology", "I": "Industry", "C": "Cluster", "R": "Region", "O": "Institution", "P": "Project",
    "D": "Document",
}  # fmt: skip
STAGES = ("research", "develop", "demonstrate", "deploy", "restrict")
RELATIONS = {
    "cluster_technology": ("CI", "T"), "region_technology": ("R", "T"), "region_project": ("R", "P"),
    "region_cluster": ("R", "CI"), "institution_technology": ("O", "T"), "project_technology": ("P", "T"),
    "broader": ("T", "T"), "leads": ("O", ""), "takes_part": ("O", ""), "based_on": ("D", ""),
}  # fmt: skip
OPS = ("ge", "le", "approx", "eq", "increase", "decrease", "multiple")
SENTENCE = re.compile(r"\[(\d+)\] ")
MENTION = re.compile(
    r"(?P<id>(?P<letter>[TICROPD])\d+) (?P<words>.+?)(?: #(?P<place>\d+))?(?: = (?P<name>.+?))?"
    r"(?: @(?P<stage>\w+))?(?P<doubt> \?)?$"
)
END = re.compile(r"(?<=[。；！？ꎮꎻ])(?![”’」』）)])|(?<=\n)")
BREAK = "⏎"


@dataclass
class Notes:
    """One excerpt: its text, the gold made of its notes, and what is wrong in them (line number, words)."""

    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def gold(self, name: str) -> dict[str, Any]:
        """The gold as `cetu evaluate` reads it."""
        return {
            "doc": name, "entities": self.entities, "relations": self.relations, "targets": self.targets,
            "tasks": self.tasks,
        }  # fmt: skip


def read_notes(file: Path) -> Notes:
    """The text and the gold of a `.notes` file; what cannot be read is in `wrong`, and left out."""
    notes, sentences, ids = Notes(), dict[int, str](), dict[str, str]()
    later: list[tuple[int, str]] = []
    start, number, after = 0, 0, 0
    taken: set[tuple[str, int, int]] = set()
    for row, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if opened := SENTENCE.match(line):
            number, start, after = int(opened[1]), len(notes.text), 0
            sentences[number] = line[opened.end() :].replace(BREAK, "\n")
            notes.text += sentences[number]
        elif line.startswith(("> ", "$ ")):
            later.append((row, line))
        elif line.strip() and not line.startswith("//"):
            read = MENTION.match(line.strip())
            if not read:
                notes.wrong.append((row, f"neither a mention nor a relation: {line}"))
                continue
            place = _place(sentences.get(number, ""), read["words"], after, int(read["place"] or 0))
            if place is None:
                notes.wrong.append((row, f"not in sentence {number}, or not in the order of the text: {read['words']}"))
                continue
            after = place[0]
            key = (read["letter"], start + place[0], start + place[1])
            if fault := _fault(read, ids, key in taken):
                notes.wrong.append((row, fault))
                continue
            taken.add(key)
            ids[read["id"]] = read["letter"]
            notes.entities.append(_entity(read, notes.text, key[1], key[2]))
    notes.tasks = [task for said in sentences.values() if (task := _task(said))]
    for row, line in later:
        fault = _target(notes, line) if line[0] == "$" else _relate(notes, line, ids, sentences)
        if fault:
            notes.wrong.append((row, fault))
    return notes


def _place(sentence: str, words: str, after: int, nth: int) -> tuple[int, int] | None:
    """Where the words stand, blanks and breaks aside: at or behind `after`, or the nth place from the beginning."""
    kept = [at for at, char in enumerate(sentence) if not char.isspace()]
    bare, sought = "".join(sentence[at] for at in kept), "".join(words.split())
    places = [found.start() for found in re.finditer(f"(?={re.escape(sought)})", bare)]
    if not sought or not places:
        return None
    if nth:
        chosen = places[nth - 1] if nth <= len(places) else None
    else:
        chosen = next((place for place in places if kept[place] >= after), None)
    return None if chosen is None else (kept[chosen], kept[chosen + len(sought) - 1] + 1)


def _fault(read: re.Match[str], ids: dict[str, str], taken: bool) -> str:
    if read["id"] in ids:
        return f"{read['id']} stands twice"
    if taken:
        return f"the same words are marked twice with one type: {read['words']}"
    if read["stage"] and (read["letter"] != "T" or read["stage"] not in STAGES):
        return f"a stage is one of {', '.join(STAGES)}, and of a technology: {read['stage']}"
    return ""


def _entity(read: re.Match[str], text: str, start: int, end: int) -> dict[str, Any]:
    words = text[start:end]
    made = {
        "id": read["id"], "type": TYPES[read["letter"]], "start": start, "end": end, "text": words,
        "name": read["name"] or "".join(words.split()),
    }  # fmt: skip
    if read["letter"] == "T":
        made["stage"] = read["stage"]
    if read["doubt"]:
        made["optional"] = True
    return made


def _title(sentence: str) -> str:
    mark = read_mark(sentence.strip())
    return sentence.strip()[mark.words if mark else 0 :].strip().rstrip("。：:；")


def _task(sentence: str) -> dict[str, Any] | None:
    mark = read_mark(sentence.strip())
    levels = {"han": 1, "han_bracket": 2, "digit": 3, "box": "box"}
    if not mark or mark.style not in levels:
        return None
    number = mark.number.strip("（）()、.． ") if mark.style != "box" else mark.number
    return {"level": levels[mark.style], "number": number, "title": _title(sentence)}


def _relate(notes: Notes, line: str, ids: dict[str, str], sentences: dict[int, str]) -> str:
    """Add the relations of a line; what is wrong with it, or nothing."""
    left, _, right = line[2:].partition(":")
    kind, *heads = left.split()
    tails = right.split()
    if kind not in RELATIONS:
        return f"no relation: {kind}"
    doubt = "?" in tails or "?" in heads
    heads, tails = [h for h in heads if h != "?"], [t for t in tails if t != "?"]
    head_letters, tail_letters = RELATIONS[kind]
    if unknown := [i for i in heads + (tails if tail_letters else []) if i not in ids]:
        return f"not marked anywhere: {' '.join(unknown)}"
    if unfit := [h for h in heads if ids[h] not in head_letters] + [
        t for t in tails if tail_letters and ids[t] not in tail_letters
    ]:
        return f"of the wrong type for {kind}: {' '.join(unfit)}"
    if kind == "based_on":
        pairs = [("this", head) for head in heads]
    elif not tail_letters:
        if len(tails) != 1 or not tails[0].isdigit() or int(tails[0]) not in sentences:
            return f"{kind} wants the number of the heading's sentence behind the colon"
        pairs = [(head, _title(sentences[int(tails[0])])) for head in heads]
    else:
        if not heads or not tails:
            return f"{kind} wants heads, a colon and tails"
        pairs = [(head, tail) for head in heads for tail in tails if head != tail]
    known = {(r["type"], r["head"], r["tail"]) for r in notes.relations}
    for head, tail in pairs:
        if (kind, head, tail) not in known:
            notes.relations.append({"type": kind, "head": head, "tail": tail} | ({"optional": True} if doubt else {}))
    return ""


def _target(notes: Notes, line: str) -> str:
    """Add the target of a line; what is wrong with it, or nothing."""
    fields = [None if part.strip() == "-" else part.strip() for part in line[2:].split("|")]
    if len(fields) != 7:
        return f"a target has seven fields, this has {len(fields)}"
    indicator, op, value, unit, year, base, words = fields
    if not indicator or op not in OPS:
        return f"op is one of {', '.join(OPS)}: {op}"
    try:
        notes.targets.append({
            "indicator": indicator, "op": op, "value": None if value is None else float(value), "unit": unit,
            "year": year and int(year), "baseline_year": base and int(base), "text": words,
        })  # fmt: skip
    except ValueError as error:
        return f"not a number: {error}"
    return ""


def excerpts(text: str, *, characters: int, apart: int) -> Iterator[tuple[int, int]]:
    """Stretches of a plan of about so many characters and so far apart: (start, end), whole lines, each beginning at a
    numbered heading where one is near."""
    lines = [found.span() for found in re.finditer(r"[^\n]*\n|[^\n]+$", text)]
    at = 0
    while at < len(lines):
        near = range(at, min(at + 12, len(lines)))
        at = next((i for i in near if read_mark(text[slice(*lines[i])].strip())), at)
        begin, end = lines[at][0], lines[at][1]
        while at < len(lines) and lines[at][1] - begin <= characters:
            end = lines[at][1]
            at += 1
        yield begin, max(end, min(begin + characters, len(text)))
        at += 1
        while at < len(lines) and lines[at][0] < end + apart:
            at += 1


def numbered(text: str) -> str:
    """An excerpt as a `.notes` file with nothing marked yet."""
    parts = [part for part in END.split(text) if part]
    joined: list[str] = []
    for part in parts:
        if joined and (not part.strip() or not joined[-1].strip()):
            joined[-1] += part
        else:
            joined.append(part)
    return "".join(f"[{i}] {part.replace(chr(10), BREAK)}\n" for i, part in enumerate(joined, 1))


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The gold of two readers who worked apart: what both found as the first has it, what one found as optional."""
    both = paired(list(spans(one)), list(spans(other)), span_fit)
    second = {index: entity["id"] for index, entity in enumerate(other["entities"])}
    ids = {second[j]: one["entities"][i]["id"] for i, j in both.items()}
    entities = [e if i in both else e | {"optional": True} for i, e in enumerate(one["entities"])]
    for entity in other["entities"]:
        if entity["id"] not in ids:
            ids[entity["id"]] = f"{entity['id']}-2"
            entities.append(entity | {"id": ids[entity["id"]], "optional": True})

    def named(gold: dict[str, Any]) -> list[tuple[str, str, str]]:
        known = {entity["id"]: entity for entity in gold["entities"]}
        return [(r["type"], end_of(r["head"], known)[1], end_of(r["tail"], known)[1]) for r in gold["relations"]]

    first, beside = named(one), named(other)
    relations = [
        r if any(names_fit(said, o) for o in beside) else r | {"optional": True}
        for r, said in zip(one["relations"], first, strict=True)
    ]
    relations += [
        r | {"head": ids.get(r["head"], r["head"]), "tail": ids.get(r["tail"], r["tail"]), "optional": True}
        for r, said in zip(other["relations"], beside, strict=True)
        if not any(names_fit(said, o) for o in first)
    ]
    agreed = paired(list(targets(one)), list(targets(other)), target_fit)
    wanted = [t if i in agreed else t | {"optional": True} for i, t in enumerate(one["targets"])]
    wanted += [t | {"optional": True} for j, t in enumerate(other["targets"]) if j not in agreed.values()]
    return one | {"entities": entities, "relations": relations, "targets": wanted}


def _cut(args: argparse.Namespace) -> int:
    for plan in args.files:
        text = plan.read_text("utf-8")
        for index, (start, end) in enumerate(excerpts(text, characters=args.characters, apart=args.apart)):
            (args.to / f"{plan.stem}-{index:02}.notes").write_text(numbered(text[start:end]), "utf-8")
    return 0


def _check(args: argparse.Namespace) -> int:
    failed = 0
    for file in args.files:
        notes = read_notes(file)
        print(f"{file}: {len(notes.entities)} mentions, {len(notes.relations)} relations, {len(notes.targets)} targets")
        for row, fault in notes.wrong:
            print(f"{file}:{row}: {fault}")
        failed |= bool(notes.wrong)
    return int(failed)


def _gold(args: argparse.Namespace) -> int:
    for file in args.files:
        notes = read_notes(file)
        (args.to / f"{file.stem}.txt").write_text(notes.text, "utf-8")
        gold = notes.gold(file.stem)
        if args.beside:
            gold = merged(gold, read_notes(args.beside / file.name).gold(file.stem))
        made = json.dumps(gold, ensure_ascii=False, indent=1)
        (args.to / f"{file.stem}.gold.json").write_text(made + "\n", "utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=["cut", "check", "gold"])
    parser.add_argument("files", nargs="+", type=Path, help="plans to cut, or .notes files")
    parser.add_argument("--to", type=Path, default=Path(), help="folder to write into")
    parser.add_argument("--beside", type=Path, help="folder of the same excerpts as another reader marked them (gold)")
    parser.add_argument("--characters", type=int, default=1500, help="length of an excerpt (cut)")
    parser.add_argument("--apart", type=int, default=1500, help="characters between two excerpts (cut)")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    return {"cut": _cut, "check": _check, "gold": _gold}[args.do](args)


if __name__ == "__main__":
    sys.exit(main())
