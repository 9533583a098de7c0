"""The errors that cetu raises on purpose; every message says what to do.

CetuError                what the command line shows as one line with exit status 2
├── ReadError            a file that cannot be read as a plan (corpus)
├── ExchangeError        JSON that is not in the exchange format (extract)
├── StoreError           a store that cannot be opened or written (graph)
├── ShapeError           a plan whose graph breaks a shape (graph)
├── QueryError           a query that does not parse or asks for what is not there (queries)
├── AlignError           plans that cannot be compared, or decisions that cannot be read (queries)
└── DrawError            a view with nothing to draw (visual)
"""

from __future__ import annotations


class CetuError(Exception):
    """Something the user can mend; the message says how."""


class ReadError(CetuError):
    """A file that cannot be read as a plan."""


class ExchangeError(CetuError):
    """JSON that is not in the exchange format."""


class StoreError(CetuError):
    """A store that cannot be opened or written."""


class ShapeError(CetuError):
    """A plan whose graph breaks a shape."""


class QueryError(CetuError):
    """A query that does not parse or asks for what is not there."""


class AlignError(CetuError):
    """Plans that cannot be compared, or a file of decisions that cannot be read."""


class DrawError(CetuError):
    """A view with nothing to draw."""
