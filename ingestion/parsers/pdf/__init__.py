"""Reads PDF files in reading order, each page from its text layer or by OCR.

The pages of picture files and of scanned PDF files share the layout of this package
(`PageCollector`).
"""

from ingestion.parsers.pdf.collector import NO_TEXT, PageCollector
from ingestion.parsers.pdf.parser import PARSER, parse

__all__ = ["NO_TEXT", "PARSER", "PageCollector", "parse"]
