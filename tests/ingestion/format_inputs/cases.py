"""What an input is, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FormatCase:
    """One file and what must be read from it.

    Attributes:
        name: What the case shows.
        file: The name of the file.
        data: Its bytes.
        media_type: The end of the media type as which it is read; "" where any will do.
        has: Words that the clean text contains.
        lacks: Words that it does not contain.
        metadata: Facts that the metadata states; None for a fact that it must not state.
        title: The title that the structure states; None where any will do.
        number: The document number of the structure; "" where it must have none.
        date: The date of the structure; "" where it must have none.
        articles: Labels of its articles with words of each; None where any will do.
        records: How many records it has; None where any will do.
        refused: The code of the refusal; "" where the file is read.
        finding: The code of a finding that the structure must report.
        stage: The stage of the instrument; "" where any will do.
    """

    name: str
    file: str
    data: bytes
    media_type: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    metadata: Mapping[str, str | None] = field(default_factory=dict)
    title: str | None = None
    number: str | None = None
    date: str | None = None
    articles: Mapping[str, str] | None = None
    records: int | None = None
    refused: str = ""
    finding: str = ""
    stage: str = ""
