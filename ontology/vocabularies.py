"""The terms of other vocabularies that the graph uses, as plain strings (importing this costs next to nothing)."""

from __future__ import annotations

from cetu.ontology.iri import PREFIXES

_RDF, _RDFS, _OWL, _XSD = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["xsd"]
_SKOS, _DCTERMS, _PROV, _OA = PREFIXES["skos"], PREFIXES["dcterms"], PREFIXES["prov"], PREFIXES["oa"]
_SSSOM, _SEMAPV = PREFIXES["sssom"], PREFIXES["semapv"]
_ORG, _ELI, _SCHEMA, _QUDT = PREFIXES["org"], PREFIXES["eli"], PREFIXES["schema"], PREFIXES["qudt"]


class Rdf:
    """RDF 1.1."""

    type = _RDF + "type"
    first = _RDF + "first"
    rest = _RDF + "rest"
    nil = _RDF + "nil"


class Rdfs:
    """RDF Schema."""

    label = _RDFS + "label"
    comment = _RDFS + "comment"
    subClassOf = _RDFS + "subClassOf"
    subPropertyOf = _RDFS + "subPropertyOf"
    domain = _RDFS + "domain"
    range = _RDFS + "range"


class Owl:
    """OWL 2."""

    Ontology = _OWL + "Ontology"
    Class = _OWL + "Class"
    ObjectProperty = _OWL + "ObjectProperty"
    DatatypeProperty = _OWL + "DatatypeProperty"
    AnnotationProperty = _OWL + "AnnotationProperty"
    NamedIndividual = _OWL + "NamedIndividual"
    TransitiveProperty = _OWL + "TransitiveProperty"
    SymmetricProperty = _OWL + "SymmetricProperty"
    inverseOf = _OWL + "inverseOf"
    propertyChainAxiom = _OWL + "propertyChainAxiom"
    equivalentClass = _OWL + "equivalentClass"
    unionOf = _OWL + "unionOf"
    versionInfo = _OWL + "versionInfo"
    deprecated = _OWL + "deprecated"


class Xsd:
    """The XML Schema datatypes that literals have."""

    string = _XSD + "string"
    integer = _XSD + "integer"
    decimal = _XSD + "decimal"
    boolean = _XSD + "boolean"


class Skos:
    """SKOS: concepts, their labels and their tree."""

    Concept = _SKOS + "Concept"
    ConceptScheme = _SKOS + "ConceptScheme"
    inScheme = _SKOS + "inScheme"
    prefLabel = _SKOS + "prefLabel"
    altLabel = _SKOS + "altLabel"
    hiddenLabel = _SKOS + "hiddenLabel"
    notation = _SKOS + "notation"
    definition = _SKOS + "definition"
    broader = _SKOS + "broader"
    exactMatch = _SKOS + "exactMatch"
    closeMatch = _SKOS + "closeMatch"


class Dcterms:
    """Dublin Core terms."""

    title = _DCTERMS + "title"
    source = _DCTERMS + "source"
    issued = _DCTERMS + "issued"
    isPartOf = _DCTERMS + "isPartOf"


class Prov:
    """PROV-O: where things came from."""

    Activity = _PROV + "Activity"
    Agent = _PROV + "Agent"
    Entity = _PROV + "Entity"
    wasAttributedTo = _PROV + "wasAttributedTo"
    wasDerivedFrom = _PROV + "wasDerivedFrom"
    wasGeneratedBy = _PROV + "wasGeneratedBy"


class Oa:
    """Web Annotation: places in texts."""

    SpecificResource = _OA + "SpecificResource"
    TextPositionSelector = _OA + "TextPositionSelector"
    TextQuoteSelector = _OA + "TextQuoteSelector"
    hasSource = _OA + "hasSource"
    hasSelector = _OA + "hasSelector"
    start = _OA + "start"
    end = _OA + "end"
    exact = _OA + "exact"
    prefix = _OA + "prefix"
    suffix = _OA + "suffix"


class Org:
    """The organization ontology."""

    Organization = _ORG + "Organization"


class Eli:
    """The European Legislation Identifier."""

    LegalResource = _ELI + "LegalResource"
    LegalResourceSubdivision = _ELI + "LegalResourceSubdivision"


class Schema:
    """schema.org."""

    AdministrativeArea = _SCHEMA + "AdministrativeArea"


class Qudt:
    """QUDT units and quantities."""

    Unit = _QUDT + "Unit"
    QuantityValue = _QUDT + "QuantityValue"


class Sssom:
    """SSSOM: what a mapping says of its subject and its object."""

    subject_id = _SSSOM + "subject_id"
    subject_label = _SSSOM + "subject_label"
    predicate_id = _SSSOM + "predicate_id"
    object_id = _SSSOM + "object_id"
    object_label = _SSSOM + "object_label"
    mapping_justification = _SSSOM + "mapping_justification"


class Semapv:
    """The semantic mapping vocabulary: how a mapping was arrived at."""

    LexicalMatching = _SEMAPV + "LexicalMatching"
    ManualMappingCuration = _SEMAPV + "ManualMappingCuration"
