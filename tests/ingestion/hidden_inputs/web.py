"""Web pages and Markdown. The sentence in question is that of `SENTENCE`."""

from __future__ import annotations

from tests.ingestion.hidden_inputs import HiddenInput

SENTENCE = "《渡船管理办法》自下月起废止。"
BEFORE = "各班组：定于五月到柳湾湖边春游，请于月底前报名。"
AFTER = "集合地点为厂区东门，自备饮水，下雨改期。"
EXTERNAL = '<link rel="stylesheet" href="site.css">'


def page(
    middle: str,
    *,
    css: str = "",
    head: str = "",
    body: str = "<body>",
    before: str = f"<p>{BEFORE}</p>",
) -> bytes:
    """A notice with something in its middle."""
    sheet = f"<style>{css}</style>" if css else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>春游通知</title>{head}{sheet}</head>"
        f"{body}<h1>春游通知</h1>{before}{middle}<p>{AFTER}</p></body></html>"
    ).encode()


def in_place(style: str) -> str:
    """A paragraph with a style of its own."""
    return f'<p style="{style}">{SENTENCE}</p>'


def named(attributes: str = 'class="k"', tag: str = "p") -> str:
    """A paragraph that a style sheet knows."""
    return f"<{tag} {attributes}>{SENTENCE}</{tag}>"


SWITCHED = "hidden text"
BLENDED = "hidden text: colour of its background"
CLEAR = "hidden text: transparent"
TINY = "hidden text: tiny"
CLIPPED = "hidden text: clipped"
OFF = "hidden text: off the page"
NEVER = "hidden text: never shown"

_HIDDEN = {
    # by a style sheet
    "sheet-display": (SWITCHED, page(named(), css=".k{display:none}")),
    "sheet-important": (SWITCHED, page(named(), css="p.k { display : none !important }")),
    "sheet-id": (SWITCHED, page(named('id="k7"'), css="#k7{display:none}")),
    "sheet-attribute": (SWITCHED, page(named('data-x="1"'), css="p[data-x]{display:none}")),
    "sheet-attribute-value": (SWITCHED, page(named('lang="xx"'), css='[lang="xx"]{visibility:hidden}')),
    "sheet-descendant": (SWITCHED, page(f"<div class='a'>{named()}</div>", css="body .a > p{display:none}")),
    "sheet-group": (SWITCHED, page(named(), css="h5,.k,h6{display:none}")),
    "sheet-comment": (SWITCHED, page(named(), css="/* a{b} */.k{/* x */display:/**/none}")),
    "sheet-media-all": (SWITCHED, page(named(), css="@media screen{.k{display:none}}")),
    "sheet-nth": (SWITCHED, page(named(), css="p:nth-of-type(2){display:none}")),
    "sheet-tag": (SWITCHED, page("<aside2>" + SENTENCE + "</aside2>", css="aside2{display:none}")),
    "sheet-white": (BLENDED, page(named(), css=".k{color:#FFF}")),
    "sheet-white-near": (BLENDED, page(named(), css=".k{color:rgb(253 253 253)}")),
    "sheet-hsl": (BLENDED, page(named(), css=".k{color:hsl(0,0%,100%)}")),
    "sheet-tiny": (TINY, page(named(), css=".k{font-size:1px;line-height:1px}")),
    "sheet-font-shorthand": (TINY, page(named(), css=".k{font:0/0 a}")),
    "sheet-opacity": (CLEAR, page(named(), css=".k{opacity:.01}")),
    "sheet-clip": (CLIPPED, page(named(), css=".k{position:absolute;clip:rect(0 0 0 0)}")),
    "sheet-off": (OFF, page(named(), css=".k{position:fixed;left:-9999px}")),
    "sheet-same-colour": (BLENDED, page(f"<div class='a'>{named()}</div>", css=".a{background:#FFE4B5}.k{color:moccasin}")),
    "sheet-overrides": (SWITCHED, page(named('class="k m"'), css=".m{display:block}.k.m{display:none}")),
    # in place
    "white-with-class": (BLENDED, page(f'<p class="t" style="color:white">{SENTENCE}</p>')),
    "font-tag": (BLENDED, page(f'<p><font color="#FFFFFF">{SENTENCE}</font></p>')),
    "font-tag-name": (BLENDED, page(f"<p><font color=white size=1>{SENTENCE}</font></p>")),
    "cell-colour": (BLENDED, page(f'<table><tr><td bgcolor="#eeeedd"><font color="#eeeedd">{SENTENCE}</font></td></tr></table>')),
    "body-colour": (BLENDED, page(f'<p style="color:#003366">{SENTENCE}</p>', body='<body bgcolor="#003366" text="#ffffff">')),
    "white-in-white-cell": (BLENDED, page(f'<table bgcolor="#036"><tr><td style="background:white;color:white">{SENTENCE}</td></tr></table>')),
    "short-hex-alpha": (CLEAR, page(in_place("color:#0000"))),
    "rgba": (CLEAR, page(in_place("color:rgba(10, 20, 30, 0)"))),
    "rgb-slash": (CLEAR, page(in_place("color:rgb(10 20 30 / 0%)"))),
    "opacity-percent": (CLEAR, page(in_place("opacity:0%"))),
    "filter-opacity": (CLEAR, page(in_place("filter:opacity(0)"))),
    "scale": (TINY, page(in_place("transform:scale(0)"))),
    "translate": (OFF, page(in_place("transform:translateX(-5000px)"))),
    "indent-em": (OFF, page(in_place("text-indent:-999em"))),
    "margin": (OFF, page(in_place("margin-left:-3000px"))),
    "clip-path": (CLIPPED, page(in_place("clip-path: inset(50%)"))),
    "circle": (CLIPPED, page(in_place("clip-path:circle(0)"))),
    "no-height": (CLIPPED, page(in_place("overflow:hidden;max-height:0"))),
    "no-width": (CLIPPED, page(in_place("width:0;white-space:nowrap;overflow:hidden"))),
    "collapse": (SWITCHED, page(in_place("visibility:collapse"))),
    "content-visibility": (SWITCHED, page(in_place("content-visibility:hidden"))),
    "font-half-pixel": (TINY, page(in_place("font-size:.5px"))),
    "font-tiny-em": (TINY, page(in_place("font-size:0.02em"))),
    "attribute": (SWITCHED, page(named("hidden"))),
    "framework-class": (SWITCHED, page(named('class="d-none"'), head=EXTERNAL)),
    "aria-and-class": (SWITCHED, page(named('class="hide" aria-hidden="true"'), head=EXTERNAL)),
    "sr-only": (SWITCHED, page(named('class="sr-only"', tag="span"), head=EXTERNAL)),
    "template": (NEVER, page(f"<template><p>{SENTENCE}</p></template>")),
    "noscript": (NEVER, page(f"<noscript><p>{SENTENCE}</p></noscript>")),
    "longer-than-the-rest": (SWITCHED, page(f'<div style="display:none">{"<p>" + SENTENCE * 9 + "</p>"}</div>')),
    "span-in-a-sentence": (BLENDED, page(f'<p>职工可以带家属{"<span style=color:#fff>" + SENTENCE + "</span>"}参加。</p>')),
    "inherited-size": (TINY, page(f'<div style="font-size:0"><p>{SENTENCE}</p></div>')),
}  # fmt: skip

TABS = (
    '<ul class="tabs"><li><a href="#one">第一章</a></li><li><a href="#two">第二章</a></li></ul>'
    '<div id="one"><p>第一章的文字是这样写的，供参考。</p></div>'
)
_SEEN = {
    "dark-sheet": page(f"<div class='a'>{named()}</div>", css=".a{background-color:#023}.k{color:#fff}"),
    "dark-sheet-cell": page(f"<table class='t'><tr><th>{SENTENCE}</th><th>备注</th></tr><tr><td>甲</td><td>乙</td></tr></table>", css=".t th{background:#1F4E79;color:white}"),
    "dark-cell": page(f'<table><tr bgcolor="#003366"><td><font color="#ffffff">{SENTENCE}</font></td><td>备注</td></tr></table>'),
    "picture-ground": page(f'<div style="background:url(a.png)"><p style="color:#fff">{SENTENCE}</p></div>'),
    "gradient-ground": page(f'<div style="background:linear-gradient(#036,#012);color:#fff"><p>{SENTENCE}</p></div>'),
    "unknown-ground": page(f'<div class="pk"><p style="color:#fff">{SENTENCE}</p></div>', head=EXTERNAL),
    "dark-body": page(in_place("color:#fff"), body='<body style="background:#111;color:#eee">'),
    "visible-again": page(f'<div style="visibility:hidden"><p style="visibility:visible">{SENTENCE}</p></div>'),
    "size-again": page(f'<div style="font-size:0"><p style="font-size:16px">{SENTENCE}</p></div>'),
    "colour-again": page(f'<div style="color:#fff"><p style="color:#000">{SENTENCE}</p></div>'),
    "print-only": page(named(), css="@media print{.k{display:none}}"),
    "narrow-only": page(named(), css="@media (max-width:600px){.k{display:none}}"),
    "other-class": page(named(), css=".kk{display:none}.k-2{display:none}div.k{display:none}"),
    "cascade-shows": page(named(), css="p{display:none}p{display:block}p.k{display:block}"),
    "hover-hides": page(named(), css=".k:hover{opacity:0}"),
    "before-hidden": page(named(), css=".k::before{display:none}"),
    "comment-in-css": page(named(), css="/*.k{display:none}*/p{margin:0}"),
    "details": page(f"<details><summary>第二章</summary><p>{SENTENCE}</p></details>"),
    "tab-by-link": page(f'{TABS}<div id="two" style="display:none"><p>{SENTENCE}</p></div>'),
    "tab-by-sheet": page(f'{TABS}<div id="two" class="pane"><p>{SENTENCE}</p></div>', css=".pane{display:none}.pane.on{display:block}"),
    "accordion": page(f'<h3 onclick="open_(this)">第二章</h3><div style="display:none"><p>{SENTENCE}</p></div>'),
    "bootstrap": page(f'<a data-toggle="collapse" data-target="#c2">第二章</a><div id="c2" class="collapse"><p>{SENTENCE}</p></div>', css=".collapse{display:none}"),
    "aria-controls": page(f'<button aria-controls="c3">第二章</button><div id="c3" hidden><p>{SENTENCE}</p></div>'),
    "checkbox": page(f'<input type="checkbox" id="b"><label for="b">第二章</label><div class="more"><p>{SENTENCE}</p></div>', css=".more{display:none}#b:checked ~ .more{display:block}"),
    "script-shows": page(f'<div id="q" style="display:none"><p>{SENTENCE}</p></div>', head="<script>function f(){document.getElementById('q').style.display='block'}</script>"),
    "responsive": page(named('class="d-none d-md-block"'), head=EXTERNAL),
    "until-found": page(named('hidden="until-found"')),
    "gradient-letters": page(in_place("background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent")),
    "negative-margin": page(in_place("margin-left:-15px;text-indent:-2em")),
    "script-page": page("", before="", body="<body>").replace("<h1>春游通知</h1>".encode(), f'<div style="visibility:hidden"><h1>春游通知</h1><p>{SENTENCE}</p>'.encode()).replace(b"</body>", b"</div></body>"),
    "grey": page(in_place("color:#999")),
}  # fmt: skip


def _markdown(middle: str) -> bytes:
    return f"# 春游通知\n\n{BEFORE}\n\n{middle}\n\n{AFTER}\n".encode()


_MARKDOWN_HIDDEN = {
    "span": (SWITCHED, _markdown(f'职工可以参加。<span style="display:none">{SENTENCE}</span>')),
    "font": (BLENDED, _markdown(f'<font color="white">{SENTENCE}</font>')),
    "block": (SWITCHED, _markdown(f'<div style="display:none">\n\n{SENTENCE}\n\n</div>')),
    "block-of-html": (SWITCHED, _markdown(f"<div hidden>\n{SENTENCE}\n</div>")),
    "nested": (TINY, _markdown(f'<span style="font-size:0"><b>{SENTENCE}</b></span>')),
    "sheet": (SWITCHED, _markdown(f'<style>.k{{display:none}}</style>\n\n<p class="k">{SENTENCE}</p>')),
    "template": (NEVER, _markdown(f"<template>{SENTENCE}</template>")),
    "off": (OFF, _markdown(f'<p style="position:absolute;left:-9999px">{SENTENCE}</p>')),
    "in-a-cell": (BLENDED, _markdown(f'| 甲 | 乙 |\n|---|---|\n| 丙 | <span style="color:#fff">{SENTENCE}</span>丁 |')),
    "several-lines": (SWITCHED, _markdown(f'<span style="display:none">前言。\n{SENTENCE}</span>尾')),
    "comment-reference": ("comment", _markdown(f"[//]: # ({SENTENCE})")),
}  # fmt: skip
_MARKDOWN_SEEN = {
    "span-red": _markdown(f'<span style="color:red">{SENTENCE}</span>'),
    "dark-block": _markdown(f'<div style="background:#036;color:#fff">{SENTENCE}</div>'),
    "code": _markdown(f'```\n<span style="display:none">{SENTENCE}</span>\n```'),
    "details": _markdown(f"<details><summary>更多</summary>\n\n{SENTENCE}\n\n</details>"),
    "not-closed": _markdown(f'<span style="display:none">甲\n\n{SENTENCE}'),
    "words": _markdown(f"style=display:none 隐藏 {SENTENCE}"),
}

INPUTS = [
    *(HiddenInput(name, "a.html", data, kind, ("五月", "集合地点")) for name, (kind, data) in _HIDDEN.items()),
    *(HiddenInput(name, "a.html", data, "", ("集合地点", SENTENCE)) for name, data in _SEEN.items()),
    *(HiddenInput(name, "a.md", data, kind, ("五月", "集合地点")) for name, (kind, data) in _MARKDOWN_HIDDEN.items()),
    *(HiddenInput(name, "a.md", data, "", ("集合地点", SENTENCE)) for name, data in _MARKDOWN_SEEN.items()),
]  # fmt: skip
