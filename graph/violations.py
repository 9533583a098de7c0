"""What a shape finds wrong, whoever looked: pySHACL (`validating.py`) or the compiled checks (`checking.py`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What a shape finds wrong: the node and the shape as prefixed names, what is asked, and the value at fault
    where there is one."""

    node: str
    shape: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        value = f": {self.value}" if self.value else ""
        return f"{self.node} ({self.shape}): {self.message}{value}"
