"""Takes out of a text what no reader sees, and writes the rest in one way.

Its modules also repair wrongly decoded text, join broken lines, and recognise boilerplate lines.
"""

from __future__ import annotations

from ingestion.cleaning.characters import Removals, clean, repair, scrub, squeeze, tidy

__all__ = ["Removals", "clean", "repair", "scrub", "squeeze", "tidy"]
