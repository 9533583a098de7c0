"""The list of terms in docs/ontology.md, made from the ontology so that it cannot fall behind.

Run `python -m cetu.ontology.reference docs/ontology.md` after a change of cetu.ttl.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cetu.ontology.iri import ONTOLOGY, PREFIXES, shorten
from cetu.ontology.reasoning import load_world, read_ontology

BEGIN = "<!-- terms: made by cetu.ontology.reference -->"
END = "<!-- end of terms -->"


def reference() -> str:
    """Markdown with a heading for every class, property and group of values, in order of name."""
    world = load_world(read_ontology(mappings=False))
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("Classes 类", world.classes()),
        ("Object properties 对象属性", world.object_properties()),
        ("Data properties 数据属性", world.data_properties()),
        ("Annotation properties 注释属性", world.annotation_properties()),
        ("Individuals 个体", world.individuals()),
    )
    lines: list[str] = []
    for heading, terms in groups:
        lines += ["", f"## {heading}", ""]
        for term in sorted(_ours(terms), key=lambda term: str(term.iri)):
            lines += _entry(world, term)
    return "\n".join(lines).strip() + "\n"


def update(page: str, terms: str) -> str:
    """The page with the terms between its two marks; ValueError where it lacks them."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the marks {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{terms}\n{END}{tail}"


def _ours(terms: Iterable[Any]) -> Iterator[Any]:
    return (term for term in terms if term.iri.startswith(ONTOLOGY))


def _entry(world: Any, term: Any) -> list[str]:
    definitions = world[PREFIXES["skos"] + "definition"][term]
    lines = [f"### `{shorten(term.iri)}`", "", f"**{_in(term.label, 'zh')}** · {_in(term.label, 'en')}", ""]
    lines += [f"{_in(definitions, 'zh')}  ", _in(definitions, "en"), ""]
    facts = [f"{word} {', '.join(names)}" for word, names in _facts(term) if names]
    return [*lines, "; ".join(facts) + ".", ""] if facts else lines


def _in(texts: Iterable[Any], language: str) -> str:
    return next(str(text) for text in texts if text.lang == language)


def _facts(term: Any) -> Iterator[tuple[str, list[str]]]:
    """What its axioms say of it, as far as names can say it."""
    for word, attribute in (("Kind of", "is_a"), ("From", "domain"), ("To", "range")):
        found = getattr(term, attribute, None)
        if isinstance(found, list):
            yield word, sorted(name for part in found for name in _names(part))


def _names(part: Any) -> list[str]:
    """Names of our classes and XSD's datatypes; the members of a union; nothing of what OWL itself brings."""
    if hasattr(part, "Classes"):
        return [name for member in part.Classes for name in _names(member)]
    if isinstance(part, type) and part in _DATATYPES:
        return [_DATATYPES[part]]
    iri = getattr(part, "iri", "")
    return [f"`{shorten(iri)}`"] if iri.startswith(ONTOLOGY) else []


_DATATYPES = {str: "`xsd:string`", int: "`xsd:integer`", float: "`xsd:decimal`", bool: "`xsd:boolean`"}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(update(target.read_text(encoding="utf-8"), reference()), encoding="utf-8", newline="\n")
