"""The tables of the catalog. The columns of `passages` are those of `corpus.schema.FIELDS`.

Two sorts of table: what was seen (`sources`, `objects`), and what was made of it under a key
(`documents`, `structures`, `works`, `passages`, `tags`, `embeddings`, `index_rows`). The second
sort can be thrown away and made again; a row is out of date when its key is not the current one.

Heavy bodies are compressed JSON, because they are read whole and never searched. Tables of blocks
and provisions were set aside: a million rows that no query asks for. ORM classes were set aside
too: rows are streamed and written in bulk, and the records already are in `corpus`. Nothing here is
beyond PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from corpus.records import ObjectState
from corpus.schema import FIELDS, Field, FieldType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# sorted by code points, as Python and SQLite do
_Key = String().with_variant(String(collation="C"), "postgresql")
# SQLite numbers rows by itself only where the type is INTEGER
_Id = BigInteger().with_variant(Integer, "sqlite")

_STATES = ", ".join(f"'{state.value}'" for state in ObjectState)

sources = Table(
    "sources",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", _Key, nullable=False, unique=True),
    Column("location", _Key, nullable=False, unique=True),
    Column("include", JSON, nullable=False),
    Column("exclude", JSON, nullable=False),
    Column("registered_at", _Key, nullable=False),
    Column("trust", _Key, nullable=False, server_default="reprint"),  # `corpus.records.Trust`
)

objects = Table(
    "objects",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("path", _Key, nullable=False),
    # 0 for the file. A file of several rules has a row for each further one: see `_parts.py`.
    Column("part", Integer, nullable=False, server_default="0"),
    Column("part_of", ForeignKey("objects.id", ondelete="CASCADE"), index=True),
    Column("uri", _Key, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("ctime_ns", BigInteger, nullable=False),
    # When the bytes were last read. A file touched since, or just before, is read again.
    Column("read_ns", BigInteger),
    Column("sha256", String(64)),
    Column("state", _Key, nullable=False),
    # Gone from the source, but the delete brake keeps it.
    Column("missing", Boolean, nullable=False),
    Column("code", _Key),
    Column("detail", Text),
    Column("attempts", Integer, nullable=False),
    Column("rule", _Key),  # which rule ignored it
    Column("duplicate_of", ForeignKey("objects.id", ondelete="SET NULL")),
    Column("document_key", String(32)),
    Column("structure_key", String(32)),
    # The structure that broke a promise, of a held object. `structure_key` is what readers keep.
    Column("held_key", String(32)),
    # The structure that readers were given last: what they keep where a later one is held.
    Column("earlier_key", String(32)),
    Column("unpacked_key", String(32)),  # of a container: by which rules it was last taken apart
    # Set as long as the object contains a work, of a mirror another's. The files of a work are
    # found by it.
    Column("work", _Key),
    # Its own work, where another document has the same title: what the stage `identify` decided.
    Column("identity", _Key),
    Column("identity_note", Text),
    UniqueConstraint("source_id", "path", "part"),
    CheckConstraint(f"state IN ({_STATES})", name="state"),
)
Index(None, objects.c.work)
Index(None, objects.c.sha256)

documents = Table(
    "documents",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False),
    # name and version of the parser; where reading failed, of all that there were
    Column("parser", _Key),
    Column("body", LargeBinary),
    Column("code", _Key),
    Column("detail", Text),
    Column("attempts", Integer, nullable=False),
)

structures = Table(
    "structures",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("document_key", String(32), nullable=False),
    # 0 for a document, and for the first of its rules; the others belong to its structure
    Column("part", Integer, nullable=False, server_default="0"),
    Column("part_of", String(32), index=True),
    # the range of the document's text that is this rule's; null where it has the whole text
    Column("text_start", Integer),
    Column("text_end", Integer),
    Column("kind", _Key),
    Column("work", _Key),
    Column("date", String(10)),
    Column("units", Integer, nullable=False),
    # the key of its work without what writers vary (`loose_key`): how acts name it
    Column("name", _Key, index=True),
    # what identity and authority need to know of it: `corpus.records.DocumentFacts`
    Column("facts", JSON(none_as_null=True)),
    # what it says that it does to other works: `corpus.records.Act`
    Column("acts", JSON(none_as_null=True)),
    Column("body", LargeBinary),
    Column("code", _Key),
    Column("detail", Text),
    Column("attempts", Integer, nullable=False),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("structure_key", String(32), primary_key=True),
    Column("version", Integer, nullable=False),  # of `law.duplicates`
    # hash of the text as copies share it
    Column("signature", BigInteger, nullable=False, index=True),
    Column("outline", JSON, nullable=False),  # what the document says of itself, in short
)

bands = Table(
    "bands",
    metadata,
    # texts that share one are candidates
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("signature", BigInteger, primary_key=True, autoincrement=False, index=True),
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("one", BigInteger, primary_key=True, autoincrement=False),  # the lower signature
    Column("other", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("comparison", JSON, nullable=False),
)

mirrors = Table(
    "mirrors",
    metadata,
    Column("object_id", ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True),
    # whose work it contains instead of its own
    Column("of", ForeignKey("objects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("likeness", Float, nullable=False),
    Column("own", Integer, nullable=False),  # characters that only the mirror has
    Column("example", Text, nullable=False),  # the longest stretch of them
)

names = Table(
    "names",
    metadata,
    # a title that several documents have
    Column("name", _Key, primary_key=True),
    Column("key", String(32), nullable=False),  # of the documents that were compared last
)

weighings = Table(
    "weighings",
    metadata,
    # the name of a target, without what writers vary
    Column("name", _Key, primary_key=True),
    Column("key", String(32), nullable=False),  # of the acts and works that were weighed last
)

claims = Table(
    "claims",
    metadata,
    # Acts with their verdicts: `corpus.records.WeighedAct`
    Column("id", _Key, primary_key=True),
    Column("name", _Key, nullable=False, index=True),  # as in `weighings`
    Column("by", _Key, nullable=False),
    Column("source", _Key, nullable=False),
    Column("path", _Key, nullable=False),
    Column("target", _Key, index=True),
    Column("action", _Key, nullable=False),
    Column("since", String(10)),
    Column("verdict", _Key, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("act", JSON, nullable=False),
)

claim_decisions = Table(
    "claim_decisions",
    metadata,
    # of the claim; the decision outlives it
    Column("id", _Key, primary_key=True),
    Column("verdict", _Key, nullable=False),  # accepted or rejected
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", _Key, nullable=False),
    Column("claim", JSON, nullable=False),  # as it was when it was decided
)

works = Table(
    "works",
    metadata,
    Column("work", _Key, primary_key=True),
    # of the files that it was last resolved from
    Column("resolved_key", String(32), nullable=False),
)

expressions = Table(
    "expressions",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("work", ForeignKey("works.work", ondelete="CASCADE"), nullable=False, index=True),
    Column("date", String(10)),
    Column("kind", _Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("text_hash", String(32), nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("valid_from_basis", _Key, nullable=False),
    Column("status", _Key, nullable=False),  # at the end of what is known of its validity
    Column("evidence", JSON(none_as_null=True)),  # the words that date its beginning
    Column("law", JSON(none_as_null=True)),  # what it says of itself: `corpus.records.Law`
    Column("valid_to_basis", _Key, nullable=False, server_default="unknown"),
    Column("end_evidence", JSON(none_as_null=True)),  # the words that date its end
)

manifestations = Table(
    "manifestations",
    metadata,
    Column("expression_id", ForeignKey("expressions.id", ondelete="CASCADE"), primary_key=True),
    Column("object_id", ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", _Key, nullable=False),
    # the object whose text stands for this one's
    Column("mirrors", ForeignKey("objects.id", ondelete="SET NULL")),
    Column("sha256", String(64)),  # of the object when the work was resolved
)


def _type(field: Field) -> TypeEngine[Any]:
    types: dict[FieldType, TypeEngine[Any]] = {
        FieldType.KEYWORD: _Key,
        FieldType.KEYWORDS: JSON(),
        FieldType.TEXT: Text(),
        FieldType.DATE: String(10),
        FieldType.OBJECT: JSON(),
    }
    return types[field.type]


OPTIONAL = frozenset(
    {
        "article",
        "level",
        "region",
        "promulgated",
        "valid_from",
        "valid_to",
        "document_number",
        "jurisdiction",
    }
)
"""The fields of a passage that may be null."""

passages = Table(
    "passages",
    metadata,
    *(
        Column(
            field.name,
            _type(field),
            primary_key=field.name == "id",
            nullable=field.name in OPTIONAL,
        )
        for field in FIELDS
        if field.name != "tags"  # they have a table of their own
    ),
    Column("unit", _Key, nullable=False, index=True),
    Column(
        "expression_id",
        ForeignKey("expressions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("object_id", ForeignKey("objects.id"), nullable=False, index=True),
    # of the row as works make it, without tags and citations
    Column("core_hash", String(32), nullable=False),
    Column("row_hash", String(32), nullable=False),
    # of the exact text that is embedded
    Column("input_hash", String(32), nullable=False, index=True),
)
Index(None, passages.c.work)
# the index's delta is read from this alone
Index("ix_passages_id_row_hash", passages.c.id, passages.c.row_hash)

citations = Table(
    "citations",
    metadata,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),  # in the passage's list
    Column("work", _Key),
    Column("article", _Key),
    # a passage's id, an expression's or a work's; null with a reason
    Column("target", _Key, index=True),
    Column("reason", Text),
)
Index(None, citations.c.work, citations.c.article)

tags = Table(
    "tags",
    metadata,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("scheme", _Key, primary_key=True),
    Column("value", _Key, primary_key=True),
    # where the words begin that say so, in the passage's text; -1 where there are none
    Column("span_start", Integer, primary_key=True, autoincrement=False),
    Column("span_end", Integer),
    Column("confidence", Float, nullable=False),
    Column("method", _Key, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),  # the evidence in words
    Column("quantity", JSON(none_as_null=True)),
)

# what waits for a person: no reader of the index sees it
tag_suggestions = Table(
    "tag_suggestions",
    metadata,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("scheme", _Key, primary_key=True),
    Column("value", _Key, primary_key=True),
    Column("probability", Float, nullable=False),
    Column("span_start", Integer, nullable=False),  # -1 where there are no words
    Column("span_end", Integer),
    Column("method", _Key, nullable=False),
    Column("reason", Text, nullable=False),
)

# No foreign key: a decision outlives its passage.
tag_decisions = Table(
    "tag_decisions",
    metadata,
    Column("scheme", _Key, primary_key=True),
    Column("value", _Key, primary_key=True),
    Column("passage_id", _Key, primary_key=True),
    Column("reviewer", _Key, primary_key=True),
    Column("place", _Key, nullable=False, index=True),  # the id without its date
    Column("text_hash", String(32), nullable=False, index=True),
    Column("answer", _Key, nullable=False),
    Column("at", _Key, nullable=False),
    Column("why", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
)

tag_results = Table(
    "tag_results",
    metadata,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("scheme", _Key, primary_key=True),
    Column("key", String(32), nullable=False),  # of the result, also where there are no tags
)

models = Table(
    "models",
    metadata,
    # Trained models: `storage.models`. Their bytes are blobs.
    Column("id", _Id, primary_key=True),
    Column("task", _Key, nullable=False, index=True),  # what it does, as `tags.union`
    Column("state", _Key, nullable=False),  # candidate, live or retired
    Column("sha256", String(64), nullable=False),  # of the bytes
    Column("fingerprint", _Key, nullable=False),
    Column("data_hash", String(32), nullable=False),  # of the training data
    Column("version", Integer, nullable=False),  # of the scheme, or whatever it was trained for
    Column("embedder", _Key, nullable=False),  # fingerprint of its vectors' model, or empty
    Column("metrics", JSON, nullable=False),
    Column("created_at", _Key, nullable=False),
)

EVERY_WORK = "*"
"""Instead of a work in `citing`: the key of all works. It shows that none has changed."""

citing = Table(
    "citing",
    metadata,
    # "*": all works, as they were when the last of them was looked at
    Column("work", _Key, primary_key=True),
    Column("key", String(32), nullable=False),
    Column("depends", JSON, nullable=False),  # names and works that were asked for
)

changes = Table(
    "changes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", _Key, nullable=False, index=True),
    Column("change", _Key, nullable=False),  # new, changed, gone
    Column("passage_id", _Key, nullable=False),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("fingerprint", _Key, primary_key=True),
    Column("input_hash", String(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
)

generations = Table(
    "generations",
    metadata,
    Column("name", _Key, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("fingerprint", _Key, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("state", _Key, nullable=False),
    Column("dirty", Boolean, nullable=False),  # written since it was last published
    Column("version", Integer),  # the index's own count of publications, when it was last published
    Column("created_at", _Key, nullable=False),
    Column("promoted_at", _Key),
    Column("held", Text),  # why runs must not write to it, where a person moved readers back
)

index_rows = Table(
    "index_rows",
    metadata,
    Column("generation", ForeignKey("generations.name", ondelete="CASCADE"), primary_key=True),
    Column("passage_id", _Key, primary_key=True),
    # empty from before it is written until it is known to be: then it may be there
    Column("row_hash", String(32), nullable=False),
)

deltas = Table(
    "deltas",
    metadata,
    Column("id", _Id, primary_key=True),
    Column(
        "generation", ForeignKey("generations.name", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("at", _Key, nullable=False),
    Column("upserted", Integer, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("version", Integer),  # the publication that showed it to readers
)

inverses = Table(
    "inverses",
    metadata,
    Column("generation", ForeignKey("generations.name", ondelete="CASCADE"), primary_key=True),
    # the publication that changed the row for readers
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("passage_id", _Key, primary_key=True),
    # the row that they had until then; null where they had none
    Column("before", JSON(none_as_null=True)),
)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", _Key, primary_key=True),
    Column("id", _Key, nullable=False, index=True),
)

findings = Table(
    "findings",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("work", ForeignKey("works.work", ondelete="CASCADE"), nullable=False, index=True),
    Column("severity", _Key, nullable=False),
    Column("code", _Key, nullable=False),
    Column("where", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("remedy", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("started", _Key, nullable=False),
    Column("finished", _Key),
    Column("report", JSON),
)
