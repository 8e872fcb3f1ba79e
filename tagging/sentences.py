"""Sentences of passages: schemes with `unit: sentence` tag each sentence by itself.

A sentence is tagged with what stands around it in its passage alone: a row of the index holds
nothing that changes when a neighbouring passage changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Span, TagProposal
from tagging.features.place import next_part
from tagging.schemes import Scheme
from tagging.units import TextUnit

_END = re.compile(r"[。！？!?]+[”’」』）)\"]*|\n+")


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence of a passage.

    Attributes:
        unit: The sentence as taggers see it. It has no vector: that of its passage says too little.
        passage: The place of its passage in the list that was split.
        span: Where it stands in the text of the passage.
    """

    unit: TextUnit
    passage: int
    span: Span


def split_sentences(passages: Sequence[TextUnit]) -> list[TaggedSentence]:
    """Split passages into sentences.

    Args:
        passages: The passages.

    Returns:
        Their sentences, passage by passage, in the order of the text. A sentence knows the ones
        before and after it, its place, and the part of a judgment that it stands in. A passage
        without any character that is not blank has none.
    """
    return [
        sentence
        for place, passage in enumerate(passages)
        for sentence in _sentences_of(passage, place)
    ]


def sentence_spans(text: str) -> list[Span]:
    """Find the sentences of a text.

    Args:
        text: The text.

    Returns:
        Their places, without the blanks around them. They end with 。！？ and the closing quotation
        marks and brackets after it, or with a line.
    """
    ends = [*(found.end() for found in _END.finditer(text)), len(text)]
    spans = []
    start = 0
    for end in ends:
        sentence = text[start:end]
        if sentence.strip():
            first = start + len(sentence) - len(sentence.lstrip())
            spans.append(Span(first, start + len(sentence.rstrip())))
        start = end
    return spans


def _sentences_of(passage: TextUnit, place: int) -> Iterator[TaggedSentence]:
    spans = sentence_spans(passage.text)
    texts = [passage.text[span.start : span.end] for span in spans]
    part = next_part("", passage.context)
    last = len(texts) - 1
    for number, (span, text) in enumerate(zip(spans, texts, strict=True)):
        part = next_part(part, text)
        unit = replace(
            passage,
            id=f"{passage.id}.{number + 1}",
            text=text,
            context=" › ".join(words for words in (passage.context, part) if words),
            before=texts[number - 1] if number else passage.before,
            after=texts[number + 1] if number < last else passage.after,
            place=number / last if last else passage.place,
            vector=None,
        )
        yield TaggedSentence(unit, place, span)


def join_proposals(
    scheme: Scheme,
    count: int,
    sentences: Sequence[TaggedSentence],
    proposals: Sequence[Sequence[TagProposal]],
) -> list[list[TagProposal]]:
    """Turn proposals for sentences into proposals for their passages.

    Args:
        scheme: The scheme.
        count: The number of passages.
        sentences: Their sentences.
        proposals: The proposals for each sentence.

    Returns:
        For each passage, one proposal a value: that of the sentence that is accepted, or most
        probable. Its evidence is the sentence. The order is that of the values of the scheme.
    """
    best: list[dict[str, TagProposal]] = [{} for _ in range(count)]
    for sentence, proposed in zip(sentences, proposals, strict=True):
        found = best[sentence.passage]
        for proposal in proposed:
            known = found.get(proposal.value)
            if known is None or _strength(proposal) > _strength(known):
                found[proposal.value] = replace(proposal, evidence=sentence.span)
    values = [value.value for value in scheme.values]
    return [[found[value] for value in values if value in found] for found in best]


def _strength(proposal: TagProposal) -> tuple[bool, float]:
    return proposal.accepted, proposal.probability
