"""What a file looks like, beside what was read of it; for a person who doubts a text.

`lexops show --reading FILE` prints it.
"""

from ingestion.legibility.doubts import ReadingDoubt, doubt_of
from ingestion.legibility.matching import NO_RECORD, REPEATED, MatchedLine, match_lines
from ingestion.legibility.original_lines import OriginalLine, OriginalLines, read_original_lines
from ingestion.legibility.pictures import PagePicture, Pictures, draw_pages
from ingestion.legibility.rows import Row, RowMark, build_rows, is_hidden

__all__ = [
    "NO_RECORD",
    "REPEATED",
    "MatchedLine",
    "OriginalLine",
    "OriginalLines",
    "PagePicture",
    "Pictures",
    "ReadingDoubt",
    "Row",
    "RowMark",
    "build_rows",
    "doubt_of",
    "draw_pages",
    "is_hidden",
    "match_lines",
    "read_original_lines",
]
