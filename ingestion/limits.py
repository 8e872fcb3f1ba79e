"""How much one input may cost: every number that ingestion refuses to exceed, in one frozen value.

One limit on the size of a file would not be enough: a small archive unpacks to gigabytes, and a
small page nests ten thousand elements.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.options import check_range

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may take. Beyond it the input is quarantined with the reason given.

    Attributes:
        max_bytes: The size of a file (reason `too_large`).
        max_expanded_bytes: The bytes that an archive, such as a Word file, unpacks to
            (`expansion`).
        max_parts: The number of files in it (`expansion`).
        max_nesting: How deep containers may be nested (`expansion`).
        max_expansion: To how many times its size a container may unpack (`expansion`). Text
            reaches 20 times; the most that deflate can do is 1,032 times.
        max_blocks: The lines of a document (`too_large`).
        max_scanned_pages: The pages of a document that only OCR can read (`too_large`).
        max_pixels: The size of a picture (`too_large`).
        max_seconds: The time of the process that reads it (`timeout`). It begins again with each
            line that OCR has read.
        max_memory_bytes: The memory of that process (`memory`).
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
