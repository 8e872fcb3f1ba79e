"""Plain text: each line that is not blank is a block, however long.

Lines are not joined here: whether a line goes on in the next one is a question of law (an article's head, an item), which
whoever reads the structure answers.
"""

from __future__ import annotations

from corpus.records import BlockKind, Document
from ingestion.cleaning import scrub
from ingestion.decoding import decode
from ingestion.drafts import Draft
from ingestion.limits import Limits
from ingestion.media_types import TEXT


def parse(data: bytes, limits: Limits) -> Document:
    """Read plain text. Raises BadInput `encoding`, `corrupt`, `empty`, `too_large`."""
    draft = Draft(limits)
    decoded = decode(data)
    draft.add_metadata("encoding", decoded.encoding)
    for number, line in enumerate(scrub(decoded.text, draft.removals).split("\n"), start=1):
        draft.add(BlockKind.PARAGRAPH, line, line=number)
    return draft.finish(TEXT, "text/1")
