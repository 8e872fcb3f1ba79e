"""Reading a scheme from a graph of SKOS statements, ours or those of another tool."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tagging.schemes.loading import SchemeError, scheme_from
from tagging.schemes.scheme import Scheme
from tagging.schemes.skos_terms import DCT, OWL, OWN, OWN_FIELDS, RDF_TYPE, REMEDY, SKOS, uri

if TYPE_CHECKING:  # rdflib takes 0.4 s to import
    from rdflib import Graph
    from rdflib.term import Node

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGES = ("zh", "en", "")
"""Which language is taken first; the empty string is a text without language."""

_OTHER_TERMS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_COLLECTIONS = ("Collection", "OrderedCollection")


@dataclass(frozen=True, slots=True)
class SkosImport:
    """A scheme that was read from Turtle.

    Attributes:
        scheme: The scheme.
        notes: What was left out or decided on the way, one sentence each.
    """

    scheme: Scheme
    notes: tuple[str, ...]


@dataclass(slots=True)
class SkosReader:
    """Reads one graph.

    Attributes:
        graph: The statements.
        notes: What was left out or decided on the way.
        values: By concept, the value that it becomes.
    """

    graph: Graph
    notes: list[str] = field(default_factory=list)
    values: dict[Node, str] = field(default_factory=dict)

    def read(self, name: str) -> SkosImport:
        """Read the scheme of the graph.

        Args:
            name: The name of the scheme; empty for the one in the graph.

        Returns:
            The scheme, and the notes.

        Raises:
            SchemeError: There is no scheme or several, or it contradicts itself.
        """
        scheme = self._scheme()
        concepts = self._concepts(scheme)
        for concept in concepts:
            self.values[concept] = self._value(concept)
        self._add_notations(concepts)
        data: dict[str, Any] = {
            "name": name or self._name(scheme),
            "version": self._version(scheme),
            "title": self._best(scheme, SKOS + "prefLabel") or self._title(scheme),
            "description": self._best(scheme, DCT + "description")
            or self._best(scheme, SKOS + "definition"),
            "values": [self._entry(concept) for concept in concepts],
        }
        data |= self._own_fields(scheme)
        self._note_what_is_left_out()
        where = f"the scheme {data['name']!r} of the Turtle text"
        return SkosImport(scheme_from(data, where), tuple(self.notes))

    # The scheme

    def _scheme(self) -> Node:
        found = sorted(self._subjects(RDF_TYPE, SKOS + "ConceptScheme"), key=str)
        if not found:
            raise SchemeError("the Turtle text has no skos:ConceptScheme", remedy=REMEDY)
        if len(found) > 1:
            shown = ", ".join(str(node) for node in found[:5])
            raise SchemeError(
                f"the Turtle text has {len(found)} schemes: {shown}",
                remedy="put each skos:ConceptScheme into a file of its own",
            )
        return found[0]

    def _name(self, scheme: Node) -> str:
        own = self._plain(scheme, OWN + "name")
        if own:
            return own
        last = re.split(r"[/#:]", unquote(str(scheme)).rstrip("/#"))[-1]
        made = re.sub(r"[^a-z0-9]{1,60}", "-", last.lower()).strip("-")[:40]
        if not _NAME.fullmatch(made):
            raise SchemeError(
                f"no name can be made of {scheme}",
                remedy="give a name of lower-case letters, digits and hyphens with --name",
            )
        self.notes.append(f"the scheme is called {made!r}, after {scheme}")
        return made

    def _title(self, scheme: Node) -> str:
        return self._best(scheme, DCT + "title") or str(scheme)

    def _version(self, scheme: Node) -> int:
        stated = self._plain(scheme, OWL + "versionInfo")
        if stated.isascii() and stated.isdigit() and 0 < len(stated) <= 9:
            return int(stated)
        self.notes.append(f"the version is 1: the file says {stated or 'none'!r}")
        return 1

    def _own_fields(self, scheme: Node) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name in OWN_FIELDS:
            stated = self._plain(scheme, OWN + name)
            if stated:
                data[name] = stated
        target = self._plain(scheme, OWN + "targetPrecision")
        if target:
            data["target_precision"] = _number(target)
        for name in ("kinds", "rules"):
            data[name] = self._list(scheme, OWN + name)
        return data

    # The concepts

    def _concepts(self, scheme: Node) -> list[Node]:
        concepts = self._subjects(RDF_TYPE, SKOS + "Concept")
        concepts |= self._subjects(SKOS + "inScheme", str(scheme))
        concepts |= self._objects(scheme, SKOS + "hasTopConcept")
        mine = [
            concept
            for concept in concepts
            if not self._objects(concept, SKOS + "inScheme")
            or scheme in self._objects(concept, SKOS + "inScheme")
        ]
        return sorted(mine, key=self._place)

    def _place(self, concept: Node) -> tuple[int, str]:
        stated = self._plain(concept, OWN + "position")
        is_number = stated.isascii() and stated.isdigit() and len(stated) < 9
        return (int(stated) if is_number else 10**9, str(concept))

    def _value(self, concept: Node) -> str:
        own = self._plain(concept, OWN + "value")
        label = own or self._best(concept, SKOS + "prefLabel")
        if not label:
            label = self._plain(concept, SKOS + "notation")
        if not label:
            label = re.split(r"[/#:]", unquote(str(concept)))[-1]
            self.notes.append(f"{concept} has no label; its value is {label!r}")
        if "=" in label:
            label = label.replace("=", "＝")
            self.notes.append(f"the value {label!r} has ＝ in place of the sign that filters use")
        return label

    def _add_notations(self, concepts: Sequence[Node]) -> None:
        """Add the notation where several concepts have the same label."""
        counts = Counter(self.values.values())
        for concept in concepts:
            label = self.values[concept]
            notation = self._plain(concept, SKOS + "notation")
            if counts[label] > 1 and notation and notation != label:
                self.values[concept] = f"{label} ({notation})"
                self.notes.append(f"several concepts are called {label!r}: the notation was added")

    def _entry(self, concept: Node) -> dict[str, Any]:
        value = self.values[concept]
        english = self._labels(concept, SKOS + "prefLabel").get("en", "")
        definition = self._best(concept, SKOS + "definition")
        if not definition:
            definition = self._best(concept, SKOS + "scopeNote")
        is_ours = bool(self._plain(concept, OWN + "value"))
        if not definition and not is_ours:
            self.notes.append(f"the value {value!r} has no definition")
        entry: dict[str, Any] = {
            "value": value,
            "name": self._plain(concept, OWN + "name") or english or value,
            "definition": definition,
            "rules": self._list(concept, OWN + "rules"),
            "examples": self._texts(concept, SKOS + "example"),
            "counter_examples": self._texts(concept, OWN + "counterExample"),
            "alternatives": self._alternatives(concept),
            "broader": self._broader(concept),
            "related": self._related(concept),
            "replaced_by": self._one(self._objects(concept, DCT + "isReplacedBy")),
        }
        order = self._order(concept)
        for name, stated in order.items():
            if isinstance(entry.get(name), list):
                entry[name] = _in_order(entry[name], stated)
        return entry

    def _alternatives(self, concept: Node) -> list[str]:
        texts = self._texts(concept, SKOS + "altLabel")
        texts += self._texts(concept, SKOS + "hiddenLabel")
        if not self._plain(concept, OWN + "value"):
            texts += self._texts(concept, SKOS + "prefLabel")
        wanted = [text for text in texts if text != self.values[concept]]
        return list(dict.fromkeys(wanted))

    def _broader(self, concept: Node) -> str:
        found = self._objects(concept, SKOS + "broader")
        found |= self._subjects(SKOS + "narrower", str(concept))
        known = [node for node in found if node in self.values]
        if len(known) > 1:
            value = self.values[concept]
            self.notes.append(f"the value {value!r} has {len(known)} broader ones; one was kept")
        return self._one(found)

    def _related(self, concept: Node) -> list[str]:
        found = self._objects(concept, SKOS + "related") - {concept}
        return sorted(self.values[node] for node in found if node in self.values)

    def _one(self, nodes: Iterable[Node]) -> str:
        """Return the value of the first concept of this scheme; note those of others."""
        known = []
        for node in sorted(nodes, key=str):
            if node in self.values:
                known.append(self.values[node])
            else:
                self.notes.append(f"{node} is no concept of the scheme; the link was left out")
        return known[0] if known else ""

    def _order(self, concept: Node) -> dict[str, list[Any]]:
        stated = _decoded(self._plain(concept, OWN + "order") or "{}", "order")
        if not isinstance(stated, dict):
            raise SchemeError("lexops order is no table", remedy=REMEDY)
        return {name: texts for name, texts in stated.items() if isinstance(texts, list)}

    def _note_what_is_left_out(self) -> None:
        for term in _OTHER_TERMS:
            count = len(list(self.graph.triples((None, uri(SKOS + term), None))))
            if count:
                self.notes.append(f"{count} links skos:{term} were left out")
        for kind in _COLLECTIONS:
            count = len(self._subjects(RDF_TYPE, SKOS + kind))
            if count:
                self.notes.append(f"{count} groups skos:{kind} were left out")
        imports = sorted(str(target) for target in self.graph.objects(None, uri(OWL + "imports")))
        self.notes += [f"owl:imports {target} was not followed" for target in imports]

    # Terms of a node

    def _subjects(self, term: str, target: str) -> set[Node]:
        return {
            node for node in self.graph.subjects(uri(term), None) if self._has(node, term, target)
        }

    def _has(self, node: Node, term: str, target: str) -> bool:
        return any(str(other) == target for other in self.graph.objects(node, uri(term)))

    def _objects(self, node: Node, term: str) -> set[Node]:
        return set(self.graph.objects(node, uri(term)))

    def _plain(self, node: Node, term: str) -> str:
        """Return a text of a term that has one; the first by alphabet where there are several."""
        return min((str(found) for found in self.graph.objects(node, uri(term))), default="")

    def _list(self, node: Node, term: str) -> list[Any]:
        text = self._plain(node, term)
        found = _decoded(text, term) if text else []
        if not isinstance(found, list):
            raise SchemeError(f"{term} of {node} must be a JSON list", remedy=REMEDY)
        return found

    def _texts(self, node: Node, term: str) -> list[str]:
        is_ours = bool(self._plain(node, OWN + "value"))
        found = sorted({str(text) for text in self.graph.objects(node, uri(term))})
        return found if is_ours else [text for text in map(self._clean, found) if text]

    def _labels(self, node: Node, term: str) -> dict[str, str]:
        """Return the first text of each language; zh-Hans and zh-CN count as zh."""
        labels: dict[str, str] = {}
        for found in sorted(self.graph.objects(node, uri(term)), key=str):
            language = (getattr(found, "language", None) or "").lower().split("-")[0]
            labels.setdefault(language, str(found))
        return labels

    def _best(self, node: Node, term: str) -> str:
        labels = self._labels(node, term)
        if not labels:
            return ""
        others = sorted(language for language in labels if language not in _LANGUAGES)
        chosen = next(language for language in (*_LANGUAGES, *others) if language in labels)
        if self._is_ours(node):
            return labels[chosen]
        return self._clean(labels[chosen])

    def _is_ours(self, node: Node) -> bool:
        return bool(self._plain(node, OWN + "value") or self._plain(node, OWN + "name"))

    def _clean(self, text: str) -> str:
        """Take HTML and line breaks out of a label that another tool wrote."""
        plain = html.unescape(_TAG.sub("", text))
        if plain != text:
            self.notes.append(f"HTML was taken out of {plain.strip()[:40]!r}")
        return " ".join(plain.split())


def _decoded(text: str, term: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SchemeError(f"{term} is no JSON: {error}", remedy=REMEDY) from error


def _number(text: str) -> float | str:
    """Return a number; the text itself where it is none, for the check to refuse it."""
    try:
        return float(text)
    except ValueError:
        return text


def _in_order(texts: Sequence[str], stated: Sequence[Any]) -> list[str]:
    """Sort texts as the file states; new ones come last."""
    places = {text: place for place, text in enumerate(stated) if isinstance(text, str)}
    return sorted(texts, key=lambda text: (places.get(text, len(places)), text))
