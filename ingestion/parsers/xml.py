"""XML: the text of its elements, or records where elements repeat.

Nothing outside the file is requested. Entities are not resolved, except those of XML itself: an
entity of a file may stand for gigabytes or for another file. They stay as they are written and are
counted. Attributes of a text's elements are mark-up; those of a record are fields.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from corpus.errors import BadInput
from corpus.records import BlockKind, Document
from ingestion.drafts import DocumentDraft
from ingestion.formats.decoding import decode
from ingestion.formats.media_types import XML
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping
from ingestion.limits import Limits
from ingestion.parsers import akoma_ntoso
from ingestion.parsers._records import Fields, add_records, sort_fields
from ingestion.parsers._xml_tree import elements, has_own_text, name_of, strings
from ingestion.safe_xml import safe_parser

PARSER = "xml/2"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TITLES = frozenset(
    (
        "title",
        "heading",
        "head",
        "标题",
        "名称",
    )
)


def parse(
    data: bytes,
    limits: Limits,
    mapping: RecordMapping = DEFAULT_MAPPING,
) -> Document:
    """Read XML.

    Args:
        data: The bytes of the file.
        limits: How large a document may be.
        mapping: Which elements of a record are title, text and date.

    Returns:
        The document.

    Raises:
        BadInput: `encoding`, `corrupt`, `empty` or `too_large`.
    """
    draft = DocumentDraft(limits)
    decoded = decode(data, markup=True)
    draft.add_metadata("encoding", decoded.encoding)
    root = _tree(_DECLARATION.sub("", decoded.text, count=1))
    for entity in root.iter(etree.Entity):
        draft.removals.add("entity that is not resolved", 1, entity.text)
    if akoma_ntoso.is_akoma_ntoso(root):
        akoma_ntoso.add_akoma_ntoso(root, draft)
        return draft.finish(XML, PARSER)
    records = _records(root, mapping)
    if records:
        add_records(
            draft,
            [(str(number), _fields(one)) for number, one in enumerate(records, 1)],
            mapping,
            limits,
        )
    else:
        _add_text(root, draft)
    return draft.finish(XML, PARSER)


def _tree(text: str) -> Any:
    parser = safe_parser(
        encoding="utf-8",
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeEncodeError) as error:
        if "amplification" in str(error):
            raise BadInput(
                "expansion", f"entities that stand for more and more of themselves: {error}"
            ) from error
        raise BadInput("corrupt", f"no well-formed XML: {error}") from error


def _records(root: Any, mapping: RecordMapping) -> list[Any]:
    """Return the elements that are records: the largest group that is alike and has only fields.

    Else the root, if it is one record with a text.
    """
    found: list[Any] = []
    for parent in root.iter(etree.Element):
        names = Counter(child.tag for child in elements(parent))
        for name, count in names.items():
            if count >= 2 and count > len(found):
                alike = [child for child in elements(parent) if child.tag == name]
                found = alike if all(map(_is_record, alike)) else found
    held = set(found)
    outside = [
        one
        for one in root.iter(etree.Element)
        if has_own_text(one) and not any(up in held for up in (one, *one.iterancestors()))
    ]
    if found and not outside:
        return found
    if not found and _is_record(root) and sort_fields(_fields(root), mapping).text:
        return [root]
    return []


def _is_record(element: Any) -> bool:
    """Whether an element has at least two fields, and no text beside them."""
    children = list(elements(element))
    return (
        len(children) + len(element.attrib) >= 2
        and not has_own_text(element)
        and not any(len(child) for child in children)
        and bool(children)
    )


def _fields(element: Any) -> Fields:
    attributes = [(name_of(key), value) for key, value in element.attrib.items()]
    return attributes + [
        (name_of(child.tag), "".join(strings(child))) for child in elements(element)
    ]


def _add_text(root: Any, draft: DocumentDraft) -> None:
    """Add a block for each element with text of its own, including its inner elements.

    The other elements only contain such elements.
    """
    waiting: list[Any] = [root]
    while waiting:
        element = waiting.pop()
        if has_own_text(element):
            title = name_of(element.tag).lower() in _TITLES
            draft.add(
                BlockKind.HEADING if title else BlockKind.PARAGRAPH,
                "".join(strings(element)),
                depth=1 if title else None,
            )
        else:
            waiting += reversed(list(elements(element)))
