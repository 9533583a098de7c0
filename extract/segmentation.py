"""Word boundaries: where a segmenter cuts, so that no place is read out of the middle of other words.

rjieba cuts as jieba does, some thirty times faster; where no wheel of it fits the platform, jieba cuts.
"""

from __future__ import annotations

from itertools import accumulate

try:
    from rjieba import cut as _cut
except ImportError:  # no wheel for this platform
    from jieba import lcut as _cut  # type: ignore[no-redef]


def cut(text: str) -> list[str]:
    """The words of a text, whose concatenation is the text.

    >>> cut("推动创新民生改善")
    ['推动', '创新', '民生', '改善']
    """
    return list(_cut(text))


def boundaries(text: str) -> frozenset[int]:
    """Offsets at which words of `text` begin or end."""
    return frozenset(accumulate(map(len, cut(text)), initial=0))
