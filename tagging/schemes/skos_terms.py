"""The terms of SKOS and our own, as vocabulary files name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # rdflib takes 0.4 s to import
    from rdflib import URIRef

OWN = "urn:lexops:scheme#"
"""The namespace of our own terms. A URN, which has no address to fetch."""

OWN_SCHEME = "urn:lexops:scheme:"
"""What the name of a scheme is put behind."""

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

OWN_FIELDS = ("unit", "method", "accept")
"""Fields of a scheme that stand as plain texts in our own namespace."""

REMEDY = "docs/tagging.md shows what a Turtle file needs"


def uri(text: str) -> URIRef:
    """Return a name as rdflib has it.

    Args:
        text: The name.

    Returns:
        The same name.
    """
    from rdflib import URIRef

    return URIRef(text)
