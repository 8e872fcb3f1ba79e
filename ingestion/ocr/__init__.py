"""Reads the picture of a page without text: the lines, their text and its confidence.

`ingestion.parsers.pdf` decides the reading order and the paragraphs of the lines. Import the
modules directly: all but `records` and `keeping` import OpenCV and ONNX Runtime, which only a
scanned page needs.
"""

from ingestion.ocr.keeping import kept_in, load_or_read_page, picture_of
from ingestion.ocr.records import OcrLine, OcrReading, OcrText

__all__ = [
    "OcrLine",
    "OcrReading",
    "OcrText",
    "kept_in",
    "load_or_read_page",
    "picture_of",
]
