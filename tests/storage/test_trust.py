"""An object has the lower trust of its source and of the containers that it is in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from sqlalchemy import Connection, event

from corpus.records import Source, Trust
from storage.catalog import Catalog
from storage.catalog._trust import trust_of
from storage.catalog.documents import StageResult
from storage.packing import packed
from tests.storage.test_catalog import DOCUMENT, seen, structure

OFFICIAL, REPRINT, UNOFFICIAL = Trust
MAILS = frozenset({("laws", "收件箱/0173"), ("laws", "旧.zip!/0174")})

CASES = {
    "a file of an official source": ("a.md", OFFICIAL, OFFICIAL),
    "a file of a reprint": ("法规/a.docx", REPRINT, REPRINT),
    "a file of an unofficial source": ("a.md", UNOFFICIAL, UNOFFICIAL),
    "a member of an archive": ("a.zip!/法规/a.docx", OFFICIAL, OFFICIAL),
    "a mail": ("来信.eml", OFFICIAL, UNOFFICIAL),
    "a mail in capitals": ("来信.EML", REPRINT, UNOFFICIAL),
    "a mail of another client": ("来信.msg", REPRINT, UNOFFICIAL),
    "an attachment": ("来信.eml!/决定.docx", OFFICIAL, UNOFFICIAL),
    "an archive in a mail": ("来信.eml!/附件.zip!/决定.docx", REPRINT, UNOFFICIAL),
    "a mail in an archive": ("附件.zip!/来信.msg!/决定.docx", REPRINT, UNOFFICIAL),
    "a name that only contains it": ("来信.eml.d/决定.docx", REPRINT, REPRINT),
    "a folder that is called so": ("eml/决定.docx", REPRINT, REPRINT),
    "a mail without a suffix": ("收件箱/0173", REPRINT, UNOFFICIAL),
    "an attachment of it": ("收件箱/0173!/决定.docx", REPRINT, UNOFFICIAL),
    "one in an archive": ("旧.zip!/0174!/决定.docx", REPRINT, UNOFFICIAL),
    "a file beside it": ("收件箱/0175", REPRINT, REPRINT),
    "a saved page": ("页面.mht", REPRINT, REPRINT),
}


@pytest.mark.parametrize(("path", "of_source", "expected"), CASES.values(), ids=CASES)
def test_the_lower_trust_counts(path: str, of_source: Trust, expected: Trust) -> None:
    assert trust_of("laws", path, of_source.value, MAILS) is expected


def test_a_mail_of_another_source_says_nothing() -> None:
    assert trust_of("other", "收件箱/0173", "reprint", MAILS) is REPRINT


PATHS = ("条例.md", "来信.eml!/条例.md", "0173!/条例.md", "0173")


def bring(catalog: Catalog) -> None:
    """Documents of one title, three of them from mails."""
    known = catalog.sources.register(Source("laws", "/laws"))
    catalog.objects.see(known.id, [seen(path, f"{index:x}") for index, path in enumerate(PATHS)])
    rows = {row.path: row for row in catalog.objects.stages([known.id])}
    for path, row in rows.items():
        parser = "text/1" if PurePosixPath(path).suffix else "mail/2"
        document = replace(DOCUMENT, parser=parser)
        key = f"d-{row.id}"
        catalog.documents.commit(
            [StageResult(key, row.sha256, packed(document))], {row.id: (key, None)}
        )
        found = packed(structure("轮渡法"))
        catalog.structures.commit(
            [StageResult(f"s-{row.id}", key, found)], {row.id: (f"s-{row.id}", None)}
        )


@pytest.mark.parametrize("of_source", [OFFICIAL, REPRINT])
def test_claims_and_identities_know_the_trust_of_each_document(
    catalog: Catalog, of_source: Trust
) -> None:
    bring(catalog)
    catalog.sources.set_trust({"laws": of_source, "no such source": UNOFFICIAL})
    assert [known.source.trust for known in catalog.sources.all()] == [of_source]
    expected = dict.fromkeys(PATHS, UNOFFICIAL) | {"条例.md": of_source}
    (facts,) = catalog.claims.facts(["轮渡法"]).values()
    assert {found.path: found.trust for found in facts} == expected
    (titled,) = catalog.identities.groups().values()
    assert {found.facts.path: found.facts.trust for found in titled} == expected
    (shared,) = catalog.identities.shared().values()
    assert {found.path: found.trust for found in shared} == expected


def test_mails_are_read_once_and_again_after_documents_or_names_change(
    catalog: Catalog,
) -> None:
    bring(catalog)
    (titled,) = catalog.identities.groups().values()
    read: list[str] = []

    def counted(connection: Connection, statement: Any, *arguments: Any) -> None:
        if "mail/" in str(statement.compile().params.values()):
            read.append("mails")

    event.listen(catalog._database.engine, "before_execute", counted)
    catalog.identities.groups()
    catalog.identities.shared()
    catalog.claims.stated()
    catalog.claims.facts(["轮渡法"])
    catalog.duplicates.copies()
    assert read == []
    catalog.sources.rename("laws", "others")
    (renamed,) = catalog.identities.groups().values()
    assert [found.facts.trust for found in renamed] == [found.facts.trust for found in titled]
    assert read == ["mails"]
    bring(catalog)  # a source of the former name
    catalog.claims.stated()
    assert read == ["mails", "mails"]
