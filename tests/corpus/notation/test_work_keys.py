"""Titles and work keys: a row a rule."""

from __future__ import annotations

import pytest

from corpus.notation.work_keys import titled, unspace, work_key

WORKS = [
    ("中华人民共和国云岭法", "云岭法"),
    ("《云岭市工时条例》", "云岭市工时条例"),
    ("云岭市工时条例（2012年修正）", "云岭市工时条例"),
    ("云岭市工时条例(2012修订)", "云岭市工时条例"),
    ("云岭市工时条例（2021-03-04）", "云岭市工时条例"),
    ("云岭市工时办法(试行)", "云岭市工时办法（试行）"),  # part of the name
    ("关于适用《云岭法》的解释（一）", "关于适用《云岭法》的解释（一）"),
    (
        "云岭宪章修正案（1988年）",
        "云岭宪章修正案（1988年）",
    ),  # amendments are distinguished by their year
    ("关于修改<云岭法>的决定", "关于修改〈云岭法〉的决定"),
    ("云岭市 工时　条例", "云岭市工时条例"),
    ("云岭标准 A/B#1@2~3", "云岭标准A／B＃1＠2～3"),  # marks that part the pieces of an id
    ("中华人民共和国", "中华人民共和国"),
]

SPACED = [
    ("总　　则", "总则"),
    ("监 护", "监护"),
    ("劳动合同的　订立", "劳动合同的 订立"),
    ("  第一步　先留证据 ", "第一步 先留证据"),
]

TITLED = [
    ("依照《云岭法》和《云岭市工时条例》", ["《云岭法》", "《云岭市工时条例》"]),
    (
        "《关于适用《云岭法》的解释》第三条",
        ["《关于适用《云岭法》的解释》"],
    ),  # a title inside a title
    ("云岭法》、《云岭市工时条例》", ["《云岭市工时条例》"]),  # its first mark was lost
    ("《云岭法》、《云岭市工时条例", ["《云岭法》"]),  # never closed
    ("云岭法", []),
]


@pytest.mark.parametrize(("title", "key"), WORKS)
def test_work_key(title: str, key: str) -> None:
    assert work_key(title) == key


@pytest.mark.parametrize(("heading", "read"), SPACED)
def test_unspace(heading: str, read: str) -> None:
    assert unspace(heading) == read


@pytest.mark.parametrize(("text", "titles"), TITLED)
def test_titled(text: str, titles: list[str]) -> None:
    assert [text[slice(*entry)] for entry in titled(text)] == titles


def test_a_title_counts_only_where_it_stands_whole_between_start_and_end() -> None:
    text = "《云岭法》和《工时条例》"
    assert [
        list(titled(text, *limits))
        for limits in (
            (0, 5),
            (0, 4),
            (1,),
            (5, 11),
        )
    ] == [
        [(0, 5)],
        [],
        [(6, 12)],
        [],
    ]
