"""Web pages that a browser saved with their pictures as one file (MHTML).

The page is read. Its pictures and styles are counted.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.mail import content_of, header, is_saved_page, open_mail, split
from ingestion.formats.media_types import MHT
from ingestion.limits import Limits
from ingestion.parsers import eml
from ingestion.parsers._records import add_document, read_page


def parse(data: bytes, limits: Limits) -> Document:
    """Read a saved page. A file that turns out to be a mail is read as a mail.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.

    Returns:
        The document of the page.

    Raises:
        BadInput: What `eml` raises, and `failed` as `html` does.
    """
    message = open_mail(data)
    if not is_saved_page(message):
        return replace(eml.parse(data, limits), media_type=MHT)
    parts = split(message)
    root = next((part for part in parts.body if part.get_content_type() == "text/html"), None)
    if root:
        page = read_page(
            decode(content_of(root), markup=True, charset=root.get_content_charset()).text, limits
        )
    else:
        page = None
    if page is None:
        raise BadInput("empty", "a saved page without a page that can be read")
    draft = DocumentDraft(limits)
    draft.metadata.update(page.metadata)
    draft.add_metadata("title", header(message, "Subject"))
    draft.add_metadata("url", header(message, "Snapshot-Content-Location"))
    add_document(draft, page)
    for part in [*parts.body, *parts.attached]:
        if part is not root:
            draft.removals.add(
                "picture, style or frame of a saved page", 1, part.get_content_type()
            )
    return draft.finish(MHT, "mail/3")
