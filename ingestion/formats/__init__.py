"""What a file's bytes are before a parser reads them: media type, encoding, parts of a mail.

It also has pages inside JSON, and the mapping of field names of records.
"""

from __future__ import annotations

from ingestion.formats.decoding import Decoded, decode
from ingestion.formats.media_types import Detected, detect
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping

__all__ = [
    "DEFAULT_MAPPING",
    "Decoded",
    "Detected",
    "RecordMapping",
    "decode",
    "detect",
]
