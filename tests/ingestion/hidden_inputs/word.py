"""Word files. The run in question says `废止`."""

from __future__ import annotations

from tests.ingestion.hidden_inputs import HiddenInput
from tests.ingestion.word_parts import built, paragraph, run, style, table

SENTENCE = "《渡船办法》废止。"
_BEFORE = "各班组：定于五月到柳湾湖边春游。"
_AFTER = "集合地点为东门。"

SWITCHED = "hidden text"
BLENDED = "hidden text: colour of its background"
TINY = "hidden text: tiny"
CLIPPED = "hidden text: clipped"
OFF = "hidden text: off the page"
CLEAR = "hidden text: transparent"
WHITE = '<w:color w:val="FFFFFF"/>'

_STYLES = (
    style("Base", "base", run_properties="<w:vanish/>")
    + '<w:style w:type="paragraph" w:styleId="Heir"><w:name w:val="heir"/><w:basedOn w:val="Base"/></w:style>'
    + '<w:style w:type="paragraph" w:styleId="Shown"><w:name w:val="shown"/><w:basedOn w:val="Base"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    + style("Pale", "pale", run_properties=WHITE)
    + '<w:style w:type="character" w:styleId="PaleRun"><w:name w:val="pale run"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    + '<w:style w:type="character" w:styleId="WebRun"><w:name w:val="web run"/><w:rPr><w:webHidden/></w:rPr></w:style>'
    + '<w:style w:type="paragraph" w:styleId="Navy"><w:name w:val="navy"/><w:pPr><w:shd w:val="clear" w:fill="000080"/></w:pPr></w:style>'
)


def _file(*middle: str) -> bytes:
    return built(_BEFORE, *middle, _AFTER, styles=_STYLES)


def _run(properties: str, around: str = "") -> bytes:
    return _file(paragraph(run(SENTENCE, properties), around or "请报名。"))


def _cells(run_properties: str, cell: str) -> bytes:
    return _file(table([paragraph(run(SENTENCE, run_properties)), "备注"], ["甲", "乙"], cell=cell))


def _framed(properties: str, text: str = SENTENCE) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _boxed(run_properties: str, fill: str) -> bytes:
    inner = f"<w:txbxContent><w:p><w:r><w:rPr>{run_properties}</w:rPr><w:t>{SENTENCE}</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri='x'>"
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{inner}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    return _file(paragraph("请报名。", drawn))


def _shade(fill: str, more: str = "") -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"{more}/>'


_HIDDEN = {
    "web-hidden": (SWITCHED, _run("<w:webHidden/>")),
    "spec-vanish": (SWITCHED, _run("<w:specVanish/>")),
    "style-heir": (SWITCHED, _file(paragraph(SENTENCE, style="Heir"))),
    "style-web-hidden": (SWITCHED, _run('<w:rStyle w:val="WebRun"/>')),
    "white-and-not-vanished": (BLENDED, _run(WHITE + '<w:vanish w:val="0"/>')),
    "white-by-style": (BLENDED, _file(paragraph(SENTENCE, style="Pale"))),
    "white-by-run-style": (BLENDED, _run('<w:rStyle w:val="PaleRun"/>')),
    "theme-white": (BLENDED, _run('<w:color w:val="auto" w:themeColor="background1"/>')),
    "theme-beats-value": (BLENDED, _run('<w:color w:val="000000" w:themeColor="background1"/>')),
    "nearly-white": (BLENDED, _run('<w:color w:val="FEFEFD"/>')),
    "same-as-shade": (BLENDED, _run('<w:color w:val="1F4E79"/>' + _shade("1F4E79"))),
    "same-as-highlight": (BLENDED, _run('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>')),
    "black-on-black": (BLENDED, _run('<w:color w:val="000000"/>' + _shade("000000"))),
    "same-as-paragraph": (BLENDED, _file(f'<w:p><w:pPr>{_shade("000080")}</w:pPr><w:r><w:rPr><w:color w:val="000080"/></w:rPr><w:t>{SENTENCE}</w:t></w:r></w:p>')),
    "white-in-plain-cell": (BLENDED, _file(table([paragraph(run(SENTENCE, WHITE)), "备注"], ["甲", "乙"]), table(["丙", "丁"], cell=_shade("1F4E79")))),
    "white-in-white-cell": (BLENDED, _cells(WHITE, _shade("FFFFFF"))),
    "same-as-cell": (BLENDED, _cells('<w:color w:val="DDEEFF"/>', _shade("DDEEFF"))),
    "white-shade-on-dark-cell": (BLENDED, _cells(WHITE + _shade("FFFFFF"), _shade("1F4E79"))),
    "one-point": (TINY, _run('<w:sz w:val="2"/>')),
    "squeezed": (TINY, _run('<w:w w:val="1"/>')),
    "exact-line": (CLIPPED, _file(_framed('<w:spacing w:line="2" w:lineRule="exact"/>'))),
    "indent": (OFF, _file(_framed('<w:ind w:left="-20000"/>'))),
    "frame": (OFF, _file(_framed('<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="-15000" w:y="100"/>'))),
    "no-fill": (CLEAR, _run("<w14:textFill><w14:noFill/></w14:textFill>")),
    "see-through": (CLEAR, _run('<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>')),
    "white-in-white-box": (BLENDED, _boxed(WHITE, '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>')),
    "white-in-clear-box": (BLENDED, _boxed(WHITE, "<a:noFill/>")),
    "deleted": ("deleted text", _file(f'<w:p><w:del w:id="9" w:author="x"><w:r><w:delText>{SENTENCE}</w:delText></w:r></w:del><w:r><w:t>请报名。</w:t></w:r></w:p>')),
    "low-row": (CLIPPED, _file(table([SENTENCE, "备注"], ["甲", "乙"]).replace("<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="2" w:hRule="exact"/></w:trPr>', 1))),
}  # fmt: skip

_SEEN = {
    "style-shows": _file(paragraph(SENTENCE, style="Shown")),
    "white-on-navy-style": _file(f'<w:p><w:pPr><w:pStyle w:val="Navy"/></w:pPr><w:r><w:rPr>{WHITE}</w:rPr><w:t>{SENTENCE}</w:t></w:r></w:p>'),
    "white-on-theme-shade": _run(WHITE + _shade("auto", ' w:themeFill="accent1"')),
    "white-in-dark-cell": _cells(WHITE, _shade("1F4E79")),
    "theme-white-in-dark-cell": _cells('<w:color w:val="FFFFFF" w:themeColor="background1"/>', _shade("4472C4", ' w:themeFill="accent1"')),
    "white-in-dark-box": _boxed(WHITE, '<a:solidFill><a:srgbClr val="1F4E79"/></a:solidFill>'),
    "white-in-styled-box": _boxed(WHITE, ""),
    "automatic-on-black": _run('<w:color w:val="auto"/>' + _shade("000000")),
    "grey": _run('<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>'),
    "black-on-grey": _run('<w:color w:val="000000"/>' + _shade("D9D9D9")),
    "small": _run('<w:sz w:val="9"/>'),
    "narrow": _run('<w:w w:val="66"/>'),
    "hanging": _file(_framed('<w:ind w:left="420" w:hanging="420"/>')),
    "exact": _file(_framed('<w:spacing w:line="280" w:lineRule="exact"/>')),
    "pattern": _run(WHITE + '<w:shd w:val="pct75" w:color="000000" w:fill="FFFFFF"/>'),
    "vanish-off": _run('<w:vanish w:val="false"/><w:webHidden w:val="0"/>'),
}  # fmt: skip

INPUTS = [
    *(HiddenInput(name, "a.docx", data, kind, ("五月", "集合地点")) for name, (kind, data) in _HIDDEN.items()),
    *(HiddenInput(name, "a.docx", data, "", ("五月", SENTENCE)) for name, data in _SEEN.items()),
]  # fmt: skip
