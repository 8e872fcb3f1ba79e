"""Grows the table of words of laypeople.

Texts of laypeople and the texts of law that belong to them propose pairs of word and term. A pair
is kept if it helps on questions that had no part in proposing it.
"""

from __future__ import annotations

from retrieval.lay_growth.judging import Judged, Judgement, fold_questions, judge
from retrieval.lay_growth.proposing import Proposal, TextPair, propose
from retrieval.lay_growth.terms import TermStatistics, grams

__all__ = [
    "Judged",
    "Judgement",
    "Proposal",
    "TermStatistics",
    "TextPair",
    "fold_questions",
    "grams",
    "judge",
    "propose",
]
