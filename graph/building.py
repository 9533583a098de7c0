"""Files become a graph: every file read and made into quads by the workers, then one new generation of the store.

What is finished stays on the store's shelf, so that a build that is stopped, however it is, goes on where it stopped;
what is unchanged, in content and in the rules that read it, is not made again. The graph changes in one step at the
end, or not at all. One bad file does not stop the rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cetu.corpus.works import Work, works
from cetu.graph.judgement_quads import Judged
from cetu.graph.judgements import judgements_path, read_judgements
from cetu.graph.laying import Finish, lay
from cetu.graph.limits import Limits
from cetu.graph.making import Job, Outcome, digest_of
from cetu.graph.manifest import Entry, Manifest, read_manifest
from cetu.graph.shelf import Shelf
from cetu.graph.store import MADE, holding
from cetu.graph.violations import Violation
from cetu.graph.workers import work
from cetu.ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Built:
    """A plan that is in the graph. counts: how many things of each kind, quads included; seconds: of all steps;
    fresh: made by this build, and not found finished; notes: what of the file could not be read."""

    path: Path
    key: str
    title: str
    counts: dict[str, int]
    seconds: float
    fresh: bool = True
    repost_of: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not: why in one line, and what the shapes found wrong where it was they."""

    path: Path
    why: str
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. plans: what is in the graph of the files named; reposts: files whose text another plan of the
    graph has; removed: keys of plans that are in the graph no more."""

    plans: tuple[Built, ...]
    failures: tuple[Failure, ...]
    reposts: tuple[Built, ...] = ()
    removed: tuple[str, ...] = ()


Report = Callable[[int, int, Built | Failure], None]
"""Called after each file: how many are done, of how many, and what became of this one."""

Run = Callable[[Sequence[Job]], Iterator[Outcome]]
"""Does jobs somewhere and gives their outcomes in any order."""


def build(
    paths: Iterable[str | os.PathLike[str]],
    store: str | os.PathLike[str],
    *,
    keys: Mapping[Path, str] | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    run: Run | None = None,
    finish: Sequence[Finish] = (),
    drop: Callable[[Entry], bool] | None = None,
    report: Report | None = None,
) -> BuildReport:
    """Put the plans in the files into the graph at `store`, each in the place of what it was before.

    keys: the key of a file's plan, where it is not its name's. workers: how many processes (all cores). run: where the
    jobs are done instead. drop: which plans of the store are taken out of it.

    A file that fails is named in the report and the graph goes without it. Where every file fails, nothing is written.
    Raises StoreError where the store cannot be written; it is then as it was.
    """
    files = [Path(path) for path in paths]
    with holding(store) as held:
        shelf = Shelf(held.folder / MADE)
        before = read_manifest(held.files)
        jobs, said = _jobs(files, keys or {}, shelf)
        told = _Telling(len(files), report)
        for one in said:
            told.tell(one)
        outcomes: dict[str, Outcome] = {}
        for outcome in (run or _here(workers, limits))(jobs):
            if outcome.stop:
                raise StoreError(outcome.why)
            outcomes[outcome.path] = outcome
            told.tell(_built(outcome))
        dropped = {key for key, entry in before.plans.items() if drop and drop(entry)}
        entries, found = _known(before, [outcomes[job.path] for job in jobs if job.path in outcomes], dropped)
        if dropped or any(outcome.made for outcome in outcomes.values()):
            judged = Judged(read_judgements(judgements_path(held.folder)))
            lay(held, shelf, before, entries, found, (judged, *finish))
            shelf.keep(entry.made.digest for entry in entries.values())
    return _account(files, [*said, *(_built(one) for one in outcomes.values())], entries, before)


def _here(workers: int | None, limits: Limits | None) -> Run:
    """Workers on this machine, one a core; no more than there are jobs."""
    return lambda jobs: work(jobs, number=min(workers or cores(), max(1, len(jobs))), limits=limits)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Telling:
    """The report on the way: how far the build is."""

    def __init__(self, of: int, report: Report | None) -> None:
        self._of, self._done, self._report = of, 0, report

    def tell(self, one: Built | Failure) -> None:
        self._done += 1
        if self._report:
            self._report(self._done, self._of, one)


def _jobs(files: Sequence[Path], keys: Mapping[Path, str], shelf: Shelf) -> tuple[list[Job], list[Built | Failure]]:
    """A job for every file, and what is said at once of those whose key an earlier file has."""
    from cetu.corpus.reading import key_of

    jobs: list[Job] = []
    said: list[Built | Failure] = []
    taken: dict[str, Path] = {}
    for path in files:
        given = keys.get(path)
        key = given or key_of(path.stem)
        if taken.get(key, path).suffix.lower() != path.suffix.lower():  # the PDF beside the text of one plan
            key = given = key_of(f"{path.stem}-{path.suffix[1:].lower()}")
        other = taken.setdefault(key, path)
        if other is path:
            jobs.append(Job(str(path), str(shelf.folder), given))
        elif (same := digest_of(other, key)) and same == digest_of(path, key):
            said.append(Built(path, key, "", {}, 0.0, fresh=False, repost_of=key))
        else:
            said.append(Failure(path, f"{path}: {other} has the same name {key}: rename one of the two"))
    return jobs, said


def _built(outcome: Outcome) -> Built | Failure:
    made = outcome.made
    if made is None:
        return Failure(Path(outcome.path), outcome.why, outcome.violations)
    title = made.card.title or made.key
    return Built(Path(outcome.path), made.key, title, made.counts, made.seconds, fresh=outcome.fresh, notes=made.notes)


def _known(
    before: Manifest, outcomes: Iterable[Outcome], dropped: set[str]
) -> tuple[dict[str, Entry], tuple[Work, ...]]:
    """What the store is to know: what it knew and what was made, without what is dropped; and the works that it is. Of
    the texts that several files hold one stands, and goes on standing."""
    known = {key: entry for key, entry in before.plans.items() if key not in dropped}
    for one in outcomes:
        if one.made:
            fresh = Entry(os.path.abspath(one.path), one.made)
            same = known.get(fresh.made.key)
            known[fresh.made.key] = same if same and (same.path, same.made) == (fresh.path, fresh.made) else fresh
    standing = [key for key, entry in before.plans.items() if entry.stands and key in known]
    cards = (entry.made.card for entry in known.values())
    found = works(cards, before=standing, settled=_settled(before, known))
    placed = {
        key: (work.versions[0].key, None if key == version.key else version.key)
        for work in found
        for version in work.versions
        for key in (version.key, *version.reposts)
    }
    return {key: _placed(entry, *placed[key]) for key, entry in sorted(known.items())}, found


def _settled(before: Manifest, known: Mapping[str, Entry]) -> dict[str, tuple[str, str]] | None:
    """Where each plan of the last generation belongs, if all of them are there still and none has changed."""
    held = before.plans.items()
    if all(key in known and known[key].made.digest == entry.made.digest and entry.work for key, entry in held):
        return {key: (entry.repost_of or key, entry.work) for key, entry in held}
    return None


def _placed(entry: Entry, work: str, repost_of: str | None) -> Entry:
    there = (entry.work, entry.repost_of) == (work, repost_of)
    return entry if there else Entry(entry.path, entry.made, repost_of, work)


def _account(
    files: Sequence[Path], done: Iterable[Built | Failure], entries: Mapping[str, Entry], before: Manifest
) -> BuildReport:
    """The report, in the order of the files."""
    order = {path: number for number, path in enumerate(files)}
    ordered = sorted(done, key=lambda one: order[one.path])
    built = [one for one in ordered if isinstance(one, Built)]
    placed = [one if one.repost_of else replace(one, repost_of=entries[one.key].repost_of) for one in built]
    return BuildReport(
        tuple(one for one in placed if not one.repost_of),
        tuple(one for one in ordered if isinstance(one, Failure)),
        tuple(one for one in placed if one.repost_of),
        tuple(sorted(before.plans.keys() - entries.keys())),
    )
