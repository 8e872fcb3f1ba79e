"""OpenDocument texts."""

from __future__ import annotations

from ingestion.parsers import docx, ours
from ingestion.parsers.libreoffice.program import Route

parse = Route(
    ours.odt.name,
    ours.odt.media_type,
    "odt",
    "writer8",
    "docx",
    docx.parse,
).read
"""Read a file. Raises BadInput `no_program`, `corrupt`, `timeout`, and what `docx` raises."""
