"""The result of OCR for one page: lines of text with places and confidence, and rules."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.boxes import Box


@dataclass(frozen=True, slots=True)
class OcrText:
    """The text of one line.

    Attributes:
        text: The characters.
        places: The place of each character along the line, from 0 to 1.
        confidences: The confidence of each character, from 0 to 1.
    """

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0.0 where there are none."""
        if not self.confidences:
            return 0.0
        return sum(self.confidences) / len(self.confidences)


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of an upright page, in points.

    Attributes:
        text: The characters.
        middles: The horizontal middle of each character.
        box: The box of the line's ink.
        size: The size of its type.
        confidence: The mean confidence of its characters, from 0 to 1.
    """

    text: str
    middles: tuple[float, ...]
    box: Box
    size: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrReading:
    """A page as OCR reads it. All places are points of the page when its text is upright.

    Attributes:
        width: The width of the upright page.
        height: The height of the upright page.
        turn: Degrees by which the page was turned clockwise to be upright: 0, 90, 180 or 270.
        tilt: Further degrees, a few at most, by which it was turned counter-clockwise.
        lines: The legible lines.
        rules: The straight lines, as thin boxes.
        seals: How many stamps were lifted off the text.
        illegible: The uncertain text of what looked like lines and could not be read.
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
        """The mean over all characters, illegible ones as 0; 1.0 of an empty page."""
        read = sum(len(line.text) for line in self.lines)
        lost = sum(len(text) for text in self.illegible)
        if not read + lost:
            return 1.0
        weighted = sum(line.confidence * len(line.text) for line in self.lines)
        return weighted / (read + lost)
