"""Schemes as SKOS in Turtle: what vocabulary tools read and write.

What SKOS has no term for (rules, thresholds, counter-examples, order) stands in literals of our own
namespace, so that a scheme comes back from an export with the same hash. What a tool adds or
changes in the terms of SKOS is taken over. Nothing is fetched: imports and links are not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tagging.schemes.loading import SchemeError
from tagging.schemes.scheme import Scheme, Value
from tagging.schemes.skos_reader import SkosImport, SkosReader
from tagging.schemes.skos_terms import (
    DCT,
    OWL,
    OWN,
    OWN_FIELDS,
    OWN_SCHEME,
    RDF_TYPE,
    REMEDY,
    SKOS,
    uri,
)
from tagging.schemes.writing import scheme_data

if TYPE_CHECKING:  # rdflib takes 0.4 s to import
    from rdflib import Graph

_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_CHARACTERS = 20_000_000


def to_turtle(scheme: Scheme) -> str:
    """Write a scheme as SKOS in Turtle.

    Args:
        scheme: The scheme.

    Returns:
        The text, which is the same for the same scheme.
    """
    writer = _Writer()
    data = scheme_data(scheme)
    node = OWN_SCHEME + scheme.name
    writer.link(node, RDF_TYPE, SKOS + "ConceptScheme")
    writer.text(node, SKOS + "prefLabel", scheme.title)
    writer.text(node, DCT + "description", scheme.description)
    writer.plain(node, OWL + "versionInfo", str(scheme.version))
    for name in ("name", *OWN_FIELDS):
        writer.plain(node, OWN + name, getattr(scheme, name))
    writer.plain(node, OWN + "targetPrecision", repr(scheme.target_precision))
    writer.plain(node, OWN + "kinds", _json(scheme.kinds))
    writer.plain(node, OWN + "rules", _json(data.get("rules", [])))
    for position, (value, entry) in enumerate(zip(scheme.values, data["values"], strict=True)):
        _write_value(writer, node, value, entry.get("rules", []), position)
    return writer.serialize()


def _write_value(
    writer: _Writer,
    scheme: str,
    value: Value,
    rules: Sequence[Any],
    position: int,
) -> None:
    node = _concept(scheme, value.value)
    writer.link(node, RDF_TYPE, SKOS + "Concept")
    writer.link(node, SKOS + "inScheme", scheme)
    writer.plain(node, SKOS + "notation", value.value)
    writer.plain(node, OWN + "value", value.value)
    writer.plain(node, OWN + "name", value.name)
    writer.plain(node, OWN + "position", str(position))
    writer.text(node, SKOS + "prefLabel", value.value)
    if _language(value.name) != _language(value.value):
        writer.text(node, SKOS + "prefLabel", value.name)
    writer.text(node, SKOS + "definition", value.definition)
    for term, texts in (
        (SKOS + "altLabel", value.alternatives),
        (SKOS + "example", value.examples),
        (OWN + "counterExample", value.counter_examples),
    ):
        for text in texts:
            writer.text(node, term, text)
    if value.broader:
        writer.link(node, SKOS + "broader", _concept(scheme, value.broader))
        writer.link(_concept(scheme, value.broader), SKOS + "narrower", node)
    else:
        writer.link(scheme, SKOS + "hasTopConcept", node)
    for other in value.related:
        writer.link(node, SKOS + "related", _concept(scheme, other))
    if value.replaced_by:
        writer.link(node, DCT + "isReplacedBy", _concept(scheme, value.replaced_by))
    order = {
        "alternatives": value.alternatives,
        "examples": value.examples,
        "counter_examples": value.counter_examples,
        "related": value.related,
    }
    writer.plain(
        node, OWN + "order", _json({name: texts for name, texts in order.items() if texts})
    )
    writer.plain(node, OWN + "rules", _json(rules))


def from_turtle(text: str, name: str = "") -> SkosImport:
    """Read a scheme from SKOS in Turtle.

    Args:
        text: The text of a Turtle file. Nothing that it names is fetched.
        name: The name of the scheme; empty for the one in the file.

    Returns:
        The scheme, and what was left out or decided on the way.

    Raises:
        SchemeError: The text is no Turtle, has no scheme or several, or the scheme contradicts
            itself.
    """
    graph = _parse(text)
    return SkosReader(graph).read(name)


def _parse(text: str) -> Graph:
    from rdflib import Graph

    if len(text) > _MOST_CHARACTERS:
        raise SchemeError(
            f"the Turtle text has {len(text):,} characters; at most {_MOST_CHARACTERS:,} are read",
            remedy="export the part of the vocabulary that is needed",
        )
    graph = Graph(bind_namespaces="none")
    try:
        # The parser raises errors of many classes; all mean that the text is no Turtle.
        graph.parse(data=text, format="turtle")
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise SchemeError(f"the text is no Turtle: {reason}", remedy=REMEDY) from error
    return graph


class _Writer:
    """Collects statements; the text does not depend on their order."""

    def __init__(self) -> None:
        from rdflib import Graph

        self._graph = Graph(bind_namespaces="none")
        for prefix, namespace in (("skos", SKOS), ("dct", DCT), ("owl", OWL), ("lexops", OWN)):
            self._graph.bind(prefix, namespace)

    def link(self, subject: str, term: str, target: str) -> None:
        self._graph.add((uri(subject), uri(term), uri(target)))

    def plain(self, subject: str, term: str, text: str) -> None:
        from rdflib import Literal

        self._graph.add((uri(subject), uri(term), Literal(text)))

    def text(self, subject: str, term: str, text: str) -> None:
        from rdflib import Literal

        literal = Literal(text, lang=_language(text))
        self._graph.add((uri(subject), uri(term), literal))

    def serialize(self) -> str:
        return str(self._graph.serialize(format="turtle"))


def _concept(scheme: str, value: str) -> str:
    return f"{scheme}:{quote(value, safe='')}"


def _language(text: str) -> str:
    return "zh" if _HAN.search(text) else "en"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
