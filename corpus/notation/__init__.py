"""Reads and writes the notation of Chinese law: numerals, dates, titles, marks and citations.

Each module holds one notation and reads nothing but text, so that all other packages can use it.
"""

from __future__ import annotations

from corpus.notation.case_headings import CASE_HEADINGS
from corpus.notation.cited_names import Name, forms, read_name
from corpus.notation.dates import find_dates, iso_date, read_dates
from corpus.notation.marks import Mark, Strength, read_mark
from corpus.notation.numerals import ArticleNumber, parse_article, to_chinese, to_int
from corpus.notation.provision_lists import CitedProvision, read_list
from corpus.notation.references import Reference
from corpus.notation.short_names import SHORT_NAMES
from corpus.notation.simplified import simplify
from corpus.notation.work_keys import loose_key, titled, unspace, work_key

__all__ = [
    "CASE_HEADINGS",
    "SHORT_NAMES",
    "ArticleNumber",
    "CitedProvision",
    "Mark",
    "Name",
    "Reference",
    "Strength",
    "find_dates",
    "forms",
    "iso_date",
    "loose_key",
    "parse_article",
    "read_dates",
    "read_list",
    "read_mark",
    "read_name",
    "simplify",
    "titled",
    "to_chinese",
    "to_int",
    "unspace",
    "work_key",
]
