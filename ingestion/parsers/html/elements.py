"""Makes unstructured usable without a network, once a process, when the first page comes.

Left alone it reports each call to its makers, and downloads an English language model before it
reads the first word. The model is only asked whether a text looks like English prose, which no rule
here depends on; an answer of ours stands in its place, and takes two thirds off the time of reading
a page (a blank pipeline of spaCy cut each text into words first).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from corpus.telemetry import forbid_telemetry


class _Words(NamedTuple):
    """A text that is one word and one sentence, as spaCy's documents say it."""

    text: str
    tag_: str = "NN"

    @property
    def sents(self) -> Iterator[_Words]:
        yield self

    def __iter__(self) -> Iterator[Any]:
        yield self


class _Pipeline:
    """Stands where unstructured expects a language model."""

    max_length = 1_000_000_000

    def __call__(self, text: str) -> _Words:
        return _Words(text)


@cache
def partitioner() -> Callable[[str], list[Any]]:
    """A function from a page to unstructured's elements, set up for offline use."""
    forbid_telemetry()
    os.environ["UNSTRUCTURED_DISABLE_NOTICE"] = "1"
    from unstructured.nlp import tokenize
    from unstructured.partition.html import partition_html

    tokenize._load_spacy_model = _Pipeline  # type: ignore[assignment]  # noqa: SLF001  # there is no public way to name a model
    return lambda page: partition_html(
        text=page, languages=["zho"], detect_language_per_element=False
    )


def table_rows(table_html: str) -> list[list[str]]:
    """Read the rows of a table as unstructured gives it.

    Args:
        table_html: The table as HTML.

    Returns:
        The rows, each a list of the texts of its cells.
    """
    root = etree.fromstring(table_html, etree.HTMLParser())
    if root is None:
        return []
    return [
        ["".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")]
        for row in root.iter("tr")
    ]
