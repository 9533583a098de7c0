"""Extractions become RDF: quads with evidence, inferred support, validation, stores, networks."""
