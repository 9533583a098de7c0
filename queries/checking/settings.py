"""What people chose not to hear of, and how severe rules are: the file `cetu-check.toml`.

    [severity]                      # of a rule: error, warning, info, or off
    cluster-once = "off"
    no-body = "warning"

    [[silence]]                     # one finding, by the id that every report shows
    finding = "3f0a91c2d4"
    reason = "已与市能源局核对，两处口径不同"

    [[silence]]                     # all findings of a rule at words; in one plan, or without `plan` in every one
    rule = "task-no-body"
    words = "加强组织领导"
    plan = "liaoning-2023"
    reason = "分工另行印发"

A silence needs a reason. A silenced finding stays in the report, marked, and does not count for the exit status.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetu.ontology.errors import AlignError
from cetu.queries.checking.findings import SEVERITIES, Finding, rules

NAME = "cetu-check.toml"
"""The file's name where it is looked for beside a plan."""
KEYS = {"finding", "rule", "words", "plan", "reason"}


@dataclass(frozen=True, slots=True)
class Silence:
    """One entry: `finding` is an id, or `rule` a rule at `words` ("" for all), in `plan` ("" for every one)."""

    reason: str
    finding: str = ""
    rule: str = ""
    words: str = ""
    plan: str = ""

    def covers(self, plan: str, one: Finding) -> bool:
        if self.plan and self.plan != plan:
            return False
        if self.finding:
            return one.id == self.finding
        said = one.message + "".join(one.place.quote.split())
        return one.rule == self.rule and self.words in said

    def __str__(self) -> str:
        return self.finding or f"{self.rule} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Settings:
    """Severities by rule ("off" leaves a rule out) and silences."""

    severity: Mapping[str, str] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()

    def apply(self, plan: str, found: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        """The findings as people want them told, and the silences for this plan that were of no use."""
        used: set[Silence] = set()
        told = []
        for one in found:
            severity = self.severity.get(one.rule, one.severity)
            if severity == "off":
                continue
            silence = next((it for it in self.silences if it.covers(plan, one)), None)
            if silence:
                used.add(silence)
            told.append(one.told(severity, silence.reason if silence else ""))
        unused = [str(one) for one in self.silences if one not in used and one.plan in ("", plan)]
        return tuple(told), tuple(unused)

    def without(self, off: Iterable[str]) -> Settings:
        """The settings with more rules left out. Raises AlignError for a rule that is none."""
        extra = {_rule(name, "--off"): "off" for name in off}
        return Settings({**self.severity, **extra}, self.silences)


def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises AlignError, with the entry that is wrong."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AlignError(f"{path}: 读不了，请检查文件名和权限；cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AlignError(f"{path}: 读不了这份设置，应为 UTF-8 的 TOML；cannot read it as TOML: {error}") from error
    if unknown := sorted(said.keys() - {"severity", "silence"}):
        raise AlignError(f"{path}: 不认识 {unknown[0]}；only [severity] and [[silence]] may stand there")
    severity = {
        _rule(name, str(path)): _severity(value, path) for name, value in _table(said, "severity", path).items()
    }
    silences = said.get("silence", [])
    if not isinstance(silences, list):
        raise AlignError(f"{path}: 请写成 [[silence]]（双方括号）；write [[silence]] with two brackets")
    return Settings(severity, tuple(_silence(one, path) for one in silences))


def settings_beside(plan: Path) -> Settings:
    """The settings of the file that lies beside a plan, empty ones where there is none."""
    path = plan.parent / NAME
    return read_settings(path) if path.is_file() else Settings()


def _table(said: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, dict):
        raise AlignError(f"{path}: [{name}] 应是一张表；[{name}] is no table")
    return found


def _rule(name: str, where: str) -> str:
    if name not in rules():
        raise AlignError(f"{where}: 没有规则 {name}；no such rule, choose of {', '.join(rules())}")
    return name


def _severity(value: object, path: Path) -> str:
    if value not in (*SEVERITIES, "off"):
        raise AlignError(f"{path}: 严重程度只能是 {', '.join(SEVERITIES)} 或 off，不是 {value!r}")
    return str(value)


def _silence(said: object, path: Path) -> Silence:
    if not isinstance(said, dict) or said.keys() - KEYS:
        raise AlignError(f"{path}: [[silence]] 只能有 {', '.join(sorted(KEYS))}；other keys may not stand there")
    values = {key: str(value) for key, value in said.items()}
    if not values.get("reason"):
        raise AlignError(f"{path}: 每条 [[silence]] 都要写 reason（为什么不必再提）；every silence needs a reason")
    if bool(values.get("finding")) == bool(values.get("rule")):
        raise AlignError(f"{path}: [[silence]] 要写 finding（编号）或 rule（规则），二选一；give one of the two")
    if "rule" in values:
        _rule(values["rule"], str(path))
    return Silence(**values)
