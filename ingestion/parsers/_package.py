"""The ZIP of parts that every Office file is. It may be a bomb, encrypted or damaged."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from ingestion.limits import Limits
from ingestion.safe_xml import safe_parser


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Refuse an archive that would unpack to more than the limits, before anything is unpacked.

    The sizes are those that the directory of the archive states. If they are wrong, zipfile
    notices: it never unpacks more of a part than its directory states.

    Raises:
        BadInput: `expansion`; also `corrupt` (no archive) and `encrypted`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise BadInput("corrupt", f"an archive that can't be opened: {error}") from error
    expanded = sum(part.file_size for part in parts)
    if expanded > limits.max_expanded_bytes:
        raise BadInput(
            "expansion",
            f"{len(data)} bytes unpack to {expanded}, the limit is {limits.max_expanded_bytes}",
        )
    if len(parts) > limits.max_parts:
        raise BadInput("expansion", f"{len(parts)} parts, the limit is {limits.max_parts}")
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("encrypted", "an archive with a password")


_ORNAMENT = re.compile(
    r"word/(?:media|theme|embeddings|fonts|printerSettings)/|docProps/|customXml/"
)
"""Parts of a Word file without which all text is there: pictures, colours, properties."""
_ORNAMENTAL = re.compile(
    r"/(?:image|hyperlink|theme|font|oleObject|package|attachedTemplate|printerSettings)$"
)
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)
"""What zipfile raises on damaged members, and on compression that it does not know."""


def without_damaged_pictures(data: bytes) -> tuple[bytes, list[str]]:
    """Return a package without its damaged or missing parts, and their names.

    There are no names where nothing is damaged. There are none either where a damaged part contains
    text: such a file is `corrupt`, whatever else of it is whole.
    """
    parts: dict[str, bytes] = {}
    lost: dict[str, bool] = {}  # and whether all text is there without it
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            try:
                parts[name] = archive.read(name)
            except DAMAGED:
                lost[name] = bool(_ORNAMENT.match(name))
    try:
        for name, part in parts.items():
            if name.endswith(".rels"):
                parts[name] = _without_dangling(
                    name,
                    part,
                    parts,
                    lost,
                )
    except etree.LxmlError:
        return data, []
    if not lost or not all(lost.values()):
        return data, []
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue(), sorted(lost)


def _without_dangling(
    name: str,
    rels: bytes,
    parts: Mapping[str, bytes],
    lost: dict[str, bool],
) -> bytes:
    """Return a list of relationships without missing parts; their names are added to `lost`."""
    folder = posixpath.dirname(posixpath.dirname(name))
    root = etree.fromstring(rels, safe_parser())
    dangling = 0
    for one in list(root.iterchildren(tag=etree.Element)):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
        if one.get("TargetMode") != "External" and target not in parts:
            ornament = bool(_ORNAMENT.match(target) or _ORNAMENTAL.search(one.get("Type", "")))
            lost[target] = lost.get(target, True) and ornament
            root.remove(one)
            dangling += 1
    return bytes(etree.tostring(root)) if dangling else rels
