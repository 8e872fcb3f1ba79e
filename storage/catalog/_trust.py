"""What a file may change: the lower trust of its source and of the containers that it is in."""

from __future__ import annotations

from pathlib import PurePosixPath

from sqlalchemy import Connection, select

from corpus.records import MEMBER, Trust
from storage.catalog._engine import Database
from storage.catalog.tables import documents, objects, sources

_MAIL_SUFFIXES = frozenset({".eml", ".msg"})

Mails = frozenset[tuple[str, str]]
"""Mails whose names do not say that they are mails, as (source, path)."""


def read_mails(database: Database, connection: Connection) -> Mails:
    """Return the objects without a suffix that were read as mails, by source and path.

    They are read once, and again after documents were stored or a source was renamed.

    Args:
        database: The database.
        connection: An open connection to it.

    Returns:
        The mails. A browser saves pages in the form of mails, too (.mht); those have a suffix.
    """
    if database.mails is not None:
        return database.mails
    mails = (
        select(sources.c.name, objects.c.path)
        .join(sources, sources.c.id == objects.c.source_id)
        .join(documents, documents.c.key == objects.c.document_key)
        .where(documents.c.parser.startswith("mail/"))
    )
    found = connection.execute(mails)
    database.mails = frozenset(
        (row.name, row.path) for row in found if not PurePosixPath(row.path).suffix
    )
    return database.mails


def trust_of(
    source: str,
    path: str,
    source_trust: str,
    mails: Mails,
) -> Trust:
    """Return what a file may change.

    Anybody can send a mail, so a mail and everything attached to it are unofficial.

    Args:
        source: The name of its source.
        path: Its path there, with the containers that it is in (`letter.eml!/rule.docx`).
        source_trust: The trust of the source.
        mails: The mails that `read_mails` found.

    Returns:
        The lower trust of the source and of each container.
    """
    parts = path.split(MEMBER)
    for count, part in enumerate(parts, 1):
        if PurePosixPath(part).suffix.lower() in _MAIL_SUFFIXES:
            return Trust.UNOFFICIAL
        if (source, MEMBER.join(parts[:count])) in mails:
            return Trust.UNOFFICIAL
    return Trust(source_trust)
