"""How much one input may cost: every number that ingestion refuses to go beyond, in one frozen value.

One limit on the size of a file would not do: a small archive unpacks to gigabytes, a small page nests ten thousand deep.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may take; beyond it the input is set aside with the reason that names the limit.

    `max_bytes` is the file's size (reason `too_large`), `max_expanded_bytes` and `max_parts` what an archive such as a
    Word file unpacks to (`expansion`), `max_blocks` the lines of a document, `max_scanned_pages` the pages of it that only OCR can
    read, `max_pixels` a picture's size (`too_large`). `max_seconds` (`timeout`) and `max_memory_bytes` (`memory`) are for the
    process that reads it; the seconds begin anew with each line that OCR has read.
    """

    max_bytes: int = 64 * MIB
    max_expanded_bytes: int = 256 * MIB
    max_parts: int = 10_000
    max_blocks: int = 2_000_000
    max_scanned_pages: int = 2_000
    max_pixels: int = 100_000_000
    max_seconds: float = 60.0
    max_memory_bytes: int = 1536 * MIB


DEFAULT_LIMITS = Limits()
