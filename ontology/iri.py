"""The prefixes of the graph and the minting of IRIs.

An IRI of ours is readable and stable: NFC (never NFKC: CO₂ keeps its subscript), Chinese as it stands, and only what
RFC 3987 reserves or forbids percent-encoded, so that every segment is exactly one path segment.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

ONTOLOGY = "https://w3id.org/cetu/ontology#"
ID = "https://w3id.org/cetu/id/"

PREFIXES: dict[str, str] = {
    "cetu": ONTOLOGY,
    "id": ID,
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "unit": "http://qudt.org/vocab/unit/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Everything in ASCII but RFC 3986's unreserved characters, white space of any script, controls, format characters and
# private use (RFC 3987 leaves them out of `ucschar` or warns of them), and noncharacters.
_UNFIT = re.compile(r"[^A-Za-z0-9\-._~\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff]|\s")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp", "Zs"})


@lru_cache(maxsize=1 << 14)
def mint(*segments: str | int) -> str:
    """IRI of the thing that the path segments name.

    >>> mint("technology", "CO₂ 捕集/利用")
    'https://w3id.org/cetu/id/technology/CO₂%20捕集%2F利用'
    >>> mint("plan", "liaoning-2023", "section", "2.1")
    'https://w3id.org/cetu/id/plan/liaoning-2023/section/2.1'

    Raises ValueError for an empty segment, which would name something else.
    """
    return ID + "/".join(_segment(str(segment)) for segment in segments)


def segments_of(iri: str) -> tuple[str, ...]:
    """The segments that `mint` was given (NFC); ValueError for an IRI that is not one of ours.

    >>> segments_of('https://w3id.org/cetu/id/unit/%25')
    ('unit', '%')
    """
    if not iri.startswith(ID):
        raise ValueError(f"not an IRI under {ID}: {iri}")
    return tuple(unquote(segment, errors="strict") for segment in iri[len(ID) :].split("/"))


def shorten(iri: str) -> str:
    """The IRI with its prefix where one of ours fits, for people to read; unchanged otherwise.

    >>> shorten("https://w3id.org/cetu/ontology#Plan")
    'cetu:Plan'
    """
    prefix, namespace = max(
        ((p, n) for p, n in PREFIXES.items() if iri.startswith(n)), key=lambda item: len(item[1]), default=("", "")
    )
    return f"{prefix}:{iri[len(namespace) :]}" if namespace else iri


def _segment(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    if not name:
        raise ValueError("an IRI needs a name in every segment")
    if set(name) == {"."} and len(name) <= 2:  # "." and ".." are steps in a path, whatever stands around them
        return name.replace(".", "%2E")
    return _encode(name)


def _encode(name: str) -> str:
    if name.isascii() and name.isalnum():
        return name
    return "".join(_percent(c) if _UNFIT.match(c) or unicodedata.category(c) in _INVISIBLE else c for c in name)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
