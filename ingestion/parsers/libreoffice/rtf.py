"""Rich Text Format."""

from __future__ import annotations

from ingestion.parsers import docx, ours

from .program import Route

parse = Route(ours.rtf.name, ours.rtf.media_type, "rtf", "Rich Text Format", "docx", docx.parse).read
"""Read a file. Raises BadInput `no_program`, `corrupt`, `timeout`, and what `docx` raises."""
