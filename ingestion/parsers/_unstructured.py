"""Makes unstructured usable without a network, once a process, when the first page comes.

Left alone it reports each call to its makers, and downloads an English language model before it reads the first word.
The model is only asked whether a text looks like English prose, which no rule here depends on; a blank Chinese pipeline
answers in its place.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]


@cache
def partitioner() -> Callable[[str], list[Any]]:
    """A function from a page to unstructured's elements, set up for offline use."""
    os.environ |= {"DO_NOT_TRACK": "true", "UNSTRUCTURED_DISABLE_NOTICE": "1"}
    import spacy
    from unstructured.nlp import tokenize
    from unstructured.partition.html import partition_html

    def chinese_pipeline() -> spacy.language.Language:
        pipeline = spacy.blank("zh")
        pipeline.add_pipe("sentencizer", config={"punct_chars": ["。", "！", "？", "；", "!", "?"]})
        return pipeline

    tokenize._load_spacy_model = chinese_pipeline  # noqa: SLF001  # there is no public way to name a model
    return lambda page: partition_html(text=page, languages=["zho"], detect_language_per_element=False)


def table_rows(table_html: str) -> list[list[str]]:
    """The rows of a table as unstructured gives it: cells in order, each its text."""
    root = etree.fromstring(table_html, etree.HTMLParser())
    if root is None:
        return []
    return [["".join(cell.itertext()) for cell in row if cell.tag in ("td", "th")] for row in root.iter("tr")]
