"""Tags for texts in the words of laypeople: questions, letters, posts.

Rules and models know the words of law. A paper of no known kind (a letter, a question, a post) is
read with the terms of law behind it that its words stand for (`corpus.notation.lay_words`). Law,
cases and policies are not read in this way: there 公司 does not mean an employer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.lay_words import LayWords, own_lay_words
from corpus.records import DocumentKind, Span, TagProposal
from tagging.drift import DocumentDrift
from tagging.scheme_tagger import SchemeTagger
from tagging.units import TextUnit

_LAY_KINDS = frozenset({DocumentKind.DOCUMENT.value})
"""Kinds of document that laypeople write."""


class LayTextTagger:
    """Proposes what another tagger finds in the words of laypeople and in their terms of law.

    Texts of all other kinds go to the other tagger as they stand.
    """

    def __init__(self, tagger: SchemeTagger, words: LayWords | None = None) -> None:
        """Read texts for a tagger.

        Args:
            tagger: The tagger.
            words: The table; None for the table of lexops.
        """
        self._tagger = tagger
        self._words = words or own_lay_words()
        self.scheme = tagger.scheme
        self.needs_vectors = tagger.needs_vectors
        digest = hashlib.sha256(repr(self._words.pairs).encode()).hexdigest()[:12]
        self.fingerprint = f"{tagger.fingerprint}.lay-{digest}"

    def propose(self, units: Sequence[TextUnit]) -> list[list[TagProposal]]:
        """Propose values for texts of laypeople.

        Args:
            units: The texts.

        Returns:
            For each text, its proposals. Evidence is a span of the text itself: where a term of law
            is the evidence, the word that stands for it.
        """
        read = [self._with_terms(unit) for unit in units]
        proposed = self._tagger.propose(read)
        return [
            [self._in_text(proposal, unit) for proposal in proposals]
            for unit, proposals in zip(units, proposed, strict=True)
        ]

    def drift_seen(self) -> DocumentDrift | None:
        """Return what the other tagger saw."""
        return self._tagger.drift_seen()

    def _with_terms(self, unit: TextUnit) -> TextUnit:
        terms = self._words.terms(unit.text) if unit.kind in _LAY_KINDS else ()
        if not terms:
            return unit
        # Sentences of their own, so that no rule reads across two of them.
        return replace(unit, text="。".join((unit.text, *terms, "")))

    def _in_text(
        self,
        proposal: TagProposal,
        unit: TextUnit,
    ) -> TagProposal:
        """Move evidence among the added terms to the word that stands for it."""
        span = proposal.evidence
        length = len(unit.text)
        if span is None or span.end <= length:
            return proposal
        if span.start < length:
            return replace(proposal, evidence=Span(span.start, length))
        start = length + 1
        for term in self._words.terms(unit.text):
            if span.start < start + len(term):
                break
            start += len(term) + 1
        word = next(
            pair.word for pair in self._words.pairs if pair.term == term and pair.word in unit.text
        )
        place = unit.text.index(word)
        reason = f"“{word}” stands for {term}; {proposal.reason}"
        return replace(proposal, evidence=Span(place, place + len(word)), reason=reason)
