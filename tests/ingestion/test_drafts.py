"""A document is its blocks joined by newlines, whatever a parser adds to its draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from corpus.records import Block, BlockKind, Document
from ingestion.drafts import DocumentDraft
from ingestion.limits import DEFAULT_LIMITS, Limits
from tests.ingestion.documents import check, lines


def finished(draft: DocumentDraft) -> Document:
    return check(draft.finish("text/plain", "test/1"))


def test_each_line_of_a_text_is_a_block_in_its_place() -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add(BlockKind.HEADING, "云岭　法", depth=1, line=1)
    draft.add(BlockKind.PARAGRAPH, "\u3000\u3000第一条\n\n \n第二条\t甲", page=2, box=(0, 1, 2, 3))
    document = finished(draft)
    assert document.text == "云岭 法\n第一条\n第二条 甲"
    assert document.blocks == (
        Block(BlockKind.HEADING, 0, 4, depth=1, line=1),
        Block(BlockKind.PARAGRAPH, 5, 8, page=2, box=(0, 1, 2, 3)),
        Block(BlockKind.PARAGRAPH, 9, 14, page=2, box=(0, 1, 2, 3)),
    )
    assert (document.media_type, document.parser) == ("text/plain", "test/1")


ROWS = [
    (["甲", "1"], "甲 | 1", ("甲", "1")),
    (["甲\n乙", " 1 "], "甲 乙 | 1", ("甲 乙", "1")),
    (["", "1", ""], " | 1 | ", ("", "1", "")),  # an empty cell keeps its place
    (["甲\u200b"], "甲", ("甲",)),
]


@pytest.mark.parametrize(("cells", "text", "kept"), ROWS, ids=range(len(ROWS)))
def test_a_row_is_its_cells(cells: list[str], text: str, kept: tuple[str, ...]) -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add_row(cells)
    document = finished(draft)
    assert document.text == text
    assert document.blocks[0].cells == kept


RECORDS = [
    ([("姓名", "王敏"), ("金额", "3000")], "姓名：王敏；金额：3000"),
    ([("姓名", "王敏"), ("金额", "")], "姓名：王敏"),
    ([("答", "应当支付。"), ("注", "新增")], "答：应当支付。注：新增"),
    ([("问", "何时？"), ("答", "按月！"), ("注", "甲；"), ("又", "乙")], "问：何时？答：按月！注：甲；又：乙"),
    ([("", "甲"), ("名\n称", "乙")], "甲；名 称：乙"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "text"), RECORDS, ids=range(len(RECORDS)))
def test_the_cells_of_a_record_say_their_names(fields: list[tuple[str, str]], text: str) -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add_record(fields, record="3")
    document = finished(draft)
    assert document.text == text
    assert document.blocks[0].record == "3"
    assert len(document.blocks[0].cells) == len(fields)


@pytest.mark.parametrize("nothing", ["", " \n\u3000\n\t", "\u200b"])
def test_what_has_no_character_adds_no_block(nothing: str) -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add(BlockKind.PARAGRAPH, nothing)
    draft.add_row([nothing, nothing])
    draft.add_row([])
    draft.add_record([("姓名", nothing)])
    draft.add_record([])
    with pytest.raises(BadInput, match="empty: the file was read, and there is no text in it"):
        draft.finish("text/plain", "test/1")


def test_a_document_has_no_more_lines_than_the_limit() -> None:
    draft = DocumentDraft(Limits(max_blocks=2))
    draft.add(BlockKind.PARAGRAPH, "甲\n\n乙")
    draft.add(BlockKind.PARAGRAPH, "")  # adds nothing, and so breaks no limit
    for add in (
        lambda: draft.add(BlockKind.PARAGRAPH, "丙"),
        lambda: draft.add_row(["丙"]),
        lambda: draft.add_record([("名", "丙")]),
    ):
        with pytest.raises(BadInput, match="too_large: more than 2 lines"):
            add()
    assert lines(finished(draft)) == [("paragraph", "甲"), ("paragraph", "乙")]


def test_the_first_value_of_a_fact_stays() -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add(BlockKind.PARAGRAPH, "甲")
    for value in (None, "", " \n", "云岭法\n（试行）", "别的"):
        draft.add_metadata("title", value)
    assert finished(draft).metadata == {"title": "云岭法 （试行）"}


def test_damaged_lines_are_counted_in_the_metadata() -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add(BlockKind.PARAGRAPH, "第一条 为了锟斤拷护职工\n第二条 好的\n第三条 烫烫烫")
    assert finished(draft).metadata == {"damaged_text": "2 lines, the first: 锟斤拷护职工"}


TEXTS = st.text("第一条 \n\u3000\u200b\t|；。&nbsp;甲", max_size=20)
PIECES = st.one_of(
    st.tuples(st.just("add"), TEXTS),
    st.tuples(st.just("row"), st.lists(TEXTS, max_size=3)),
    st.tuples(st.just("record"), st.lists(st.tuples(TEXTS, TEXTS), max_size=3)),
)


@given(st.lists(PIECES, max_size=8))
def test_blocks_cover_the_text_in_order(pieces: list[tuple[str, object]]) -> None:
    draft = DocumentDraft(DEFAULT_LIMITS)
    draft.add(BlockKind.HEADING, "标题", depth=1)
    add = {
        "add": lambda text: draft.add(BlockKind.PARAGRAPH, text),
        "row": draft.add_row,
        "record": draft.add_record,
    }
    for kind, content in pieces:
        add[kind](content)
    document = finished(draft)
    end = -1
    for block in document.blocks:
        assert block.start == end + 1
        assert block.end > block.start
        end = block.end
    assert end == len(document.text)
