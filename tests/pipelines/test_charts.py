"""Pictures are well-formed SVG, and have their numbers as text."""

from __future__ import annotations

import re
from base64 import b64decode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines._charts import as_picture, bar_chart, line_chart

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script> & "甲" ]'


def parts(svg: str, name: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f".//{SVG}{name}")


def test_bars_stand_on_each_other_and_are_as_high_as_their_numbers() -> None:
    svg = bar_chart("b", ["0", "1"], [("tags", [4, 0]), ("suggestions", [4, 2])])
    bars = parts(svg, "rect")[1:]  # the first is the ground
    heights = [float(bar.attrib["height"]) for bar in bars]
    assert heights == pytest.approx([88, 88, 0, 44], abs=0.1)
    lower, upper = bars[:2]
    assert float(upper.attrib["y"]) + heights[1] == pytest.approx(float(lower.attrib["y"]))


def test_a_line_goes_through_its_points_and_stays_on_the_page() -> None:
    points = [(0.0, 0.0), (0.5, 0.5), (1.0, 1.7)]
    svg = line_chart("l", [("share", points)], axes=("x", "y"), diagonal=True)
    places = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in parts(svg, "circle")]
    assert places == [(48, 204), (258, 116), (468, 28)]


@pytest.mark.parametrize(
    "svg",
    [
        pytest.param(bar_chart(HOSTILE, [], [(HOSTILE, [])]), id="no bars"),
        pytest.param(bar_chart("b", [HOSTILE], [("tags", [0])]), id="an empty bar"),
        pytest.param(line_chart("l", [(HOSTILE, [])], axes=("x", HOSTILE)), id="no points"),
    ],
)
def test_whatever_the_words_the_picture_is_well_formed(svg: str) -> None:
    assert not parts(svg, "script")
    assert ET.fromstring(svg).tag == f"{SVG}svg"


@given(st.text())
def test_a_picture_is_one_line_with_its_words(words: str) -> None:
    shown = as_picture("<svg/>", words)
    found = re.fullmatch(r"!\[(.*)\]\(data:image/svg\+xml;base64,(\S+)\)", shown, re.DOTALL)
    assert found
    assert len(found[1].splitlines()) <= 1
    assert not {"[", "]"} & set(found[1])
    assert b64decode(found[2]) == b"<svg/>"
