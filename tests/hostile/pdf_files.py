"""Writes PDF files by hand, object by object, so that each can be bent."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

TEXT = b"BT /F1 12 Tf 50 700 Td (Wages are paid in full every month.) Tj ET"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(
    data: bytes,
    entries: bytes = b"",
    length: bytes | None = None,
) -> bytes:
    """A stream object."""
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (
        length or b"%d" % len(data),
        entries,
        data,
    )


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, packed."""
    return stream(zlib.compress(data, 1), b"/Filter /FlateDecode " + entries)


def pdf(
    objects: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
    header: bytes = b"%PDF-1.7\n",
) -> bytes:
    """A file of one page with a sentence, with these objects in the place of its own or beside them, and more in its trailer."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    every = {
        1: catalog,
        2: PAGES,
        3: PAGE,
        4: stream(TEXT),
        5: FONT,
        **(objects or {}),
    }
    body, offsets = header, {}
    for number, data in every.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    size = max(every) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n"
        for n in range(size)
    )
    return (
        body
        + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            rows,
            size,
            trailer,
            len(body),
        )
    )
