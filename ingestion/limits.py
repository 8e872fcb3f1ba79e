"""How much one input may cost: every number that ingestion refuses to go beyond, in one frozen value.

One limit on the size of a file would not do: a small archive unpacks to gigabytes, a small page nests ten thousand deep.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.options import check_range

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may take; beyond it the input is set aside with the reason that names the limit.

    `max_bytes` is the file's size (reason `too_large`), `max_expanded_bytes` and `max_parts` what an archive such as a
    Word file unpacks to (`expansion`), `max_blocks` the lines of a document, `max_scanned_pages` the pages of it that only OCR can
    read, `max_pixels` a picture's size (`too_large`). A container that is taken apart may besides hold containers only `max_nesting` deep,
    and unpack to `max_expansion` times its size (both `expansion`; text reaches 20 times, and the largest deflate can is 1,032).
    `max_seconds` (`timeout`) and `max_memory_bytes` (`memory`) are for the process that reads it; the seconds begin anew with each line
    that OCR has read.
    """

    max_bytes: int = 64 * MIB
    max_expanded_bytes: int = 256 * MIB
    max_parts: int = 10_000
    max_nesting: int = 4
    max_expansion: int = 200
    max_blocks: int = 2_000_000
    max_scanned_pages: int = 2_000
    max_pixels: int = 100_000_000
    max_seconds: float = 60.0
    max_memory_bytes: int = 1536 * MIB

    def __post_init__(self) -> None:
        check_range("ingestion.max_bytes", self.max_bytes, at_least=1)
        check_range("ingestion.max_expanded_bytes", self.max_expanded_bytes, at_least=1)
        check_range("ingestion.max_parts", self.max_parts, at_least=1)
        check_range("ingestion.max_nesting", self.max_nesting, at_least=0)
        check_range("ingestion.max_expansion", self.max_expansion, at_least=1)
        check_range("ingestion.max_blocks", self.max_blocks, at_least=1)
        check_range("ingestion.max_scanned_pages", self.max_scanned_pages, at_least=0)
        check_range("ingestion.max_pixels", self.max_pixels, at_least=1)
        check_range("ingestion.max_seconds", self.max_seconds, above=0)
        check_range("ingestion.max_memory_bytes", self.max_memory_bytes, at_least=1)


DEFAULT_LIMITS = Limits()
