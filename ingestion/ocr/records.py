"""What OCR makes of a page: lines of text with their places and how sure they are, and the rules of tables."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class OcrText:
    """What a line says: each character with its place along the line (0 to 1) and how sure it is (0 to 1)."""

    text: str
    places: tuple[float, ...]
    sure: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0.0 of none."""
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of an upright page, in points: its text, the middle of each character, the box of its ink, the size of its type."""

    text: str
    middles: tuple[float, ...]
    box: Box
    size: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrReading:
    """A page as OCR reads it. Places are points of the page as it stands when its text is upright.

    `turn` is by how many degrees the page was turned clockwise for that (0, 90, 180, 270), `tilt` by how many more, a few at the
    most. `seals` are stamps that were lifted off the text, `illegible` what looked like lines and could not be read.
    """

    width: float
    height: float
    turn: int
    tilt: float
    lines: tuple[OcrLine, ...]
    rules: tuple[Box, ...] = ()
    seals: int = 0
    illegible: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure the text is: the mean over all characters, those of illegible lines counted as 0. 1.0 of an empty page."""
        read = sum(len(line.text) for line in self.lines)
        lost = sum(len(text) for text in self.illegible)
        return (
            sum(line.confidence * len(line.text) for line in self.lines) / (read + lost)
            if read + lost
            else 1.0
        )
