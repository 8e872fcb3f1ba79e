"""What all Office files are: a zip of parts, which may be a bomb, locked, or torn."""

from __future__ import annotations

import io
import zipfile

from corpus.errors import BadInput
from ingestion.limits import Limits


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Raise BadInput `expansion` where an archive would unpack to more than the limits, before anything is unpacked.

    Sizes are those that the archive's directory states; a directory that lies is found out by zipfile, which never
    unpacks more of a part than is stated. Also raises `corrupt` (not an archive) and `encrypted`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise BadInput("corrupt", f"an archive that can't be opened: {error}") from error
    expanded = sum(part.file_size for part in parts)
    if expanded > limits.max_expanded_bytes:
        raise BadInput("expansion", f"{len(data)} bytes unpack to {expanded}, the limit is {limits.max_expanded_bytes}")
    if len(parts) > limits.max_parts:
        raise BadInput("expansion", f"{len(parts)} parts, the limit is {limits.max_parts}")
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("encrypted", "an archive with a password")
