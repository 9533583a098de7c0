"""Commands that read a graph: questions, query, draw, validate, export."""

from __future__ import annotations

COMMANDS = ()
