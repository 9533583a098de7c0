"""One file becomes one finished plan on the shelf: what each worker of a build does, wherever it runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from cetu.corpus.readers.files import read_bytes
from cetu.corpus.works import card
from cetu.graph.fingerprint import fingerprint
from cetu.graph.judgements import Judgement, judgements_path, of_plan, read_judgements
from cetu.graph.rulings import Rulings, read_rulings, rulings_path
from cetu.graph.shelf import Made, Shelf
from cetu.graph.violations import Violation
from cetu.ontology.errors import CetuError, ReadError


@dataclass(frozen=True, slots=True)
class Job:
    """A file to build, the folder of the shelf (None: it is only read, to know what it is), and the key that it goes
    under (None: its name's)."""

    path: str
    shelf: str | None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: `made`, or `why` it failed in one line with what the shapes found wrong; `fresh` where it
    was made now and not found on the shelf; `stop` where the fault is not the file's and the others would fail too."""

    path: str
    made: Made | None = None
    fresh: bool = False
    why: str = ""
    violations: tuple[Violation, ...] = ()
    stop: bool = False

    def as_json(self) -> dict[str, Any]:
        violations = [asdict(one) for one in self.violations]
        made = self.made.as_json() if self.made else None
        said = {"path": self.path, "fresh": self.fresh, "why": self.why, "stop": self.stop}
        return {**said, "made": made, "violations": violations}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Outcome:
        made = Made.of_json(said["made"]) if said["made"] else None
        return cls(**{**said, "made": made, "violations": tuple(Violation(**one) for one in said["violations"])})


def make(job: Job) -> Outcome:
    """Do a job; whatever goes wrong with this file is the outcome and stops no other."""
    from cetu.graph.assembling import InvalidPlan  # what reads and builds is loaded where something is to be built

    try:
        return _made(job, Path(job.shelf)) if job.shelf else _described(job)
    except InvalidPlan as error:
        return Outcome(job.path, why=str(error), violations=error.violations)
    except CetuError as error:
        return Outcome(job.path, why=str(error))
    except OSError as error:  # what cannot be read is a ReadError
        why = f"cannot write to {job.shelf} ({error.strerror or error}): check the disk and the rights, run it again"
        return Outcome(job.path, why=why, stop=True)
    except MemoryError:
        return Outcome(job.path, why=f"{job.path} needs more memory than a plan may take: split it, or leave it out")
    except RecursionError:
        return Outcome(job.path, why=f"{job.path} is nested deeper than any plan: save its text as a .txt file")
    except Exception as error:  # a defect of ours in one plan of a thousand must not cost the others
        why = f"{job.path} could not be built, by a defect of cetu: {type(error).__name__}: {error}"
        return Outcome(job.path, why=" ".join(why.split()))


def _described(job: Job) -> Outcome:
    """Only what is known of the plan; nothing is written."""
    from cetu.corpus.reading import read_plan

    plan = read_plan(Path(job.path))
    return Outcome(
        job.path, Made("", Path(job.path).name, card(plan), {}, (), "", 0, 0.0, plan.source.notes), fresh=True
    )


def _made(job: Job, folder: Path) -> Outcome:
    start = perf_counter()
    from cetu.corpus.reading import key_of

    path, shelf = Path(job.path), Shelf(folder)
    key = job.key or key_of(path.stem)
    store = shelf.folder.parent
    judged, ruled = of_plan(read_judgements(judgements_path(store)), key), read_rulings(rulings_path(store))
    data = read_bytes(path)  # once: a file that changes meanwhile must not be filed under what it was
    filed = _digest(data, path, job.key, judged, ruled)
    if known := shelf.find(filed):
        return Outcome(job.path, known)

    from cetu.corpus.reading import plan_from_bytes
    from cetu.extract.exchange import to_json
    from cetu.extract.extracting import extract
    from cetu.graph.assembling import plan_graph
    from cetu.graph.judging import mend, rejected_supports
    from cetu.graph.renaming import rename

    plan = plan_from_bytes(data, path)
    if job.key:
        plan = replace(plan, key=job.key)
    read = extract(plan)
    renamed = rename(plan, read, ruled)
    mended = mend(plan, renamed, judged, before=read) if judged else renamed
    graph = plan_graph(plan, mended, rejected_supports(judged))
    shelf.write_reading(filed, to_json(read, compact=True))
    size = shelf.write_quads(filed, graph.lines)
    seconds = round(perf_counter() - start, 3)
    made = Made(filed, path.name, card(plan), graph.counts, graph.graphs, graph.extraction.software, size, seconds,
                plan.source.notes)  # fmt: skip
    shelf.put(made)
    return Outcome(job.path, made, fresh=True)


def digest_of(
    path: Path, key: str | None, judged: Mapping[str, Judgement] | None = None, ruled: Rulings | None = None
) -> str:
    """What a plan's graph is a function of: the file's bytes and name, its key, the version of the rules, what was
    judged of its Statements and ruled of names; "" where the file cannot be read."""
    try:
        return _digest(read_bytes(path), path, key, judged, ruled)
    except ReadError:
        return ""


def _digest(
    data: bytes, path: Path, key: str | None, judged: Mapping[str, Judgement] | None, ruled: Rulings | None
) -> str:
    content = hashlib.sha256(data).hexdigest()
    judgements = [json.dumps(one.as_json(), sort_keys=True) for _, one in sorted((judged or {}).items())]
    if ruled and ruled.digest:
        judgements.append(ruled.digest)
    said = "\0".join((fingerprint(), content, path.name, key or "", *judgements))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
