"""Tags: labels of passages, what proposes them, and what people decide about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.records.spans import Span

SCANNED = "scan"
"""The scheme of the tags that say how a scanned passage was read."""

UNSURE = 0.9
"""The confidence of OCR, from 0 to 1, below which a passage counts as uncertain."""


class ScanTag(StrEnum):
    """Values of the scheme `scan`: OCR has read the text of the passage, surely or not."""

    READ = "scanned"
    UNSURE = "scanned, uncertain"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A typed value that a text states: fifteen days, 2,000 yuan, 16 years of age.

    Attributes:
        number: The number in the unit.
        unit: The unit, as `day`, `working day`, `yuan`, `percent`, `times` or `year of age`.
        applies_to: The words of the text that say what the value applies to.
        bound: `at least`, `at most`, `more than` or `less than`; empty where it is exact.
    """

    number: float
    unit: str
    applies_to: str
    bound: str = ""

    def describe(self) -> str:
        """Return the quantity in words, as `at most 15 day: 向人民法院提起诉讼`."""
        limit = f"{self.bound} " if self.bound else ""
        return f"{limit}{self.number:,.12g} {self.unit}: {self.applies_to}"


@dataclass(frozen=True, slots=True)
class Tag:
    """A label of a scheme.

    Attributes:
        scheme: The name of the scheme.
        value: The label: one of the values of the scheme.
        confidence: How sure it is, from 0 to 1.
        method: How it is known.
        evidence: The words that say so, as a span in the text of the passage.
        quantity: The number with its unit, where the value is the type of a quantity.
    """

    scheme: str
    value: str
    confidence: float
    method: str
    evidence: Span | None = None
    quantity: Quantity | None = None


def tag_name(scheme: str, value: str) -> str:
    """Return how filters and facets name a tag.

    Args:
        scheme: The name of the scheme.
        value: The value.

    Returns:
        Both, joined.

    >>> tag_name("union", "劳动合同")
    'union=劳动合同'
    """
    return f"{scheme}={value}"


@dataclass(frozen=True, slots=True)
class TagProposal:
    """A value that a tagger proposes for a passage.

    An accepted proposal becomes a `Tag` and is indexed. Any other is a suggestion: it waits in the
    review queue and no reader of the index sees it.

    Attributes:
        value: One of the values of the scheme.
        probability: The calibrated probability that a person would give this tag.
        accepted: Whether it is given without a person.
        method: What proposed it, as `rules` or `model`.
        reason: The evidence in words: the rule, the features or the neighbours.
        evidence: The words that say so, as a span in the text of the passage.
        quantity: The number with its unit, where the value is the type of a quantity.
    """

    value: str
    probability: float
    accepted: bool
    method: str
    reason: str = ""
    evidence: Span | None = None
    quantity: Quantity | None = None


class Answer(StrEnum):
    """What a reviewer says about a value of a passage."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class TagDecision:
    """The decision of a person about one value of one passage. It outranks every tagger.

    Attributes:
        scheme: The name of the scheme.
        value: The value.
        answer: Whether the passage has the value.
        reviewer: Who decided.
        at: When, as an ISO time in UTC.
        why: The reviewer's words; may be empty.
        passage_id: The id of the passage that the reviewer saw.
        text_hash: The hash of its text.
        context: The header above the text: title › part › chapter.
        text: The text that the reviewer saw. It stays an example when the passage has gone.
    """

    scheme: str
    value: str
    answer: Answer
    reviewer: str
    at: str
    why: str
    passage_id: str
    text_hash: str
    context: str
    text: str
