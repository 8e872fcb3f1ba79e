"""Text that a page hides by its style is not read, and white text on a dark ground is."""

from __future__ import annotations

import pytest

from ingestion.reading import read

HIDDEN = [
    "color:#ffffff;font-size:1px",
    "color:#fff",
    "color: white",
    "color:rgb(255, 255, 255)",
    "font-size:0",
    "font-size:0px",
    "font-size:1px",
    "font-size:0.1pt",
    "display:none",
    "visibility:hidden",
    "opacity:0",
    "position:absolute;left:-9999px",
    "text-indent:-9999px",
    "color:transparent",
    "background:#000;color:#000",
]
SHOWN = [
    "color:#fff;background:#036",
    "color:white;background-color:navy",
    "font-size:1.2em",
    "font-size:10px",
    "font-size:1rem",
    "color:#333",
    "background:#fff",
]


def page(style: str, around: str = "<body>") -> str:
    """The text of a page with a paragraph of a style."""
    html = (
        f"<html><head><title>春游</title></head>{around}<h1>春游通知</h1><p>各车间：四月到湖边春游。</p>"
        f'<p style="{style}">《电车办法》同时废止。</p><p>集合地点为东门。</p></body></html>'
    )
    return read(html.encode(), "a.html").text


@pytest.mark.parametrize("style", HIDDEN)
@pytest.mark.parametrize(
    "body", ["<body>", '<body style="background:#fff">', '<body bgcolor="#FFFFFF">']
)
def test_hidden_text_is_not_read(style: str, body: str) -> None:
    text = page(style, body)
    assert "废止" not in text
    assert "集合地点" in text


@pytest.mark.parametrize("style", SHOWN)
def test_text_that_can_be_seen_is_read(style: str) -> None:
    assert "废止" in page(style)


@pytest.mark.parametrize("body", ['<body style="background:#036">', '<body class="dark">'])
def test_white_text_on_another_ground_is_read(body: str) -> None:
    assert "废止" in page("color:#fff", body)
