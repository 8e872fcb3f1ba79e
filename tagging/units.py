"""What a tagger sees of a passage or of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]
"""One row a unit, one column a value of the scheme."""

Labels = NDArray[np.bool_]
"""One row a unit, one column a value of the scheme."""


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A text to tag, with what stands around it.

    Attributes:
        id: The id of the passage, or any name that is unique in its list.
        text: The text. Evidence spans are offsets in it.
        document: The document that it stands in. Training data is split by document.
        context: The header above the text: title › part › chapter. May be empty.
        before: The text before it in the document; empty for the first.
        after: The text after it in the document; empty for the last.
        place: Where it stands in its document: 0 for the first text, 1 for the last.
        kind: The `DocumentKind` of its document, or the empty string.
        vector: Its vector of unit length; None where no model is at hand.
    """

    id: str
    text: str
    document: str
    context: str = ""
    before: str = ""
    after: str = ""
    place: float = 0.0
    kind: str = ""
    vector: Vector | None = None
