"""A second batch of files, written when the code was done: of 66, 63 were read as they should."""

from __future__ import annotations

from tests.ingestion.hidden_inputs import ANY, HiddenInput
from tests.ingestion.hidden_inputs.pages import _form, _with, words
from tests.ingestion.hidden_inputs.web import SENTENCE, _markdown, in_place, named, page
from tests.ingestion.hidden_inputs.word import _cells, _file, _run, _shade
from tests.ingestion.word_parts import paragraph, run, table

T = "the secret repeal"
INPUTS: list[HiddenInput] = []


def _hidden(name: str, path: str, data: bytes) -> None:
    words_around = "gate" if path == "a.pdf" else "集合地点"
    INPUTS.append(HiddenInput(name, path, data, ANY, (words_around,)))


def _shown(name: str, path: str, data: bytes) -> None:
    sentence = "《渡船" if path != "a.pdf" else T
    INPUTS.append(HiddenInput(name, path, data, "", (sentence,)))


# fmt: off
_hidden("inherit","a.html",page(f'<div style="color:#fff"><span>{SENTENCE}</span></div>'))
_hidden("td class white","a.html",page(f'<table><tr><td class="w">{SENTENCE}</td><td>x</td></tr></table>',css="td.w{color:white}"))
_hidden("two classes","a.html",page(named('class="a b"'),css=".a.b{display:none}"))
_hidden("child pseudo","a.html",page(named(),css="p:not(.z).k{font-size:0}"))
_hidden("var","a.html",page(named(),css=":root{--w:#fff}.k{color:var(--w)}"))
_hidden("zoom","a.html",page(in_place("zoom:0.01")))
_hidden("lineheight","a.html",page(in_place("line-height:0;height:0;overflow:hidden")))
_hidden("maxwidth","a.html",page(in_place("max-width:1px;overflow:hidden;white-space:nowrap")))
_hidden("off right","a.html",page(in_place("position:absolute;left:10000px")))
_hidden("top","a.html",page(in_place("position:absolute;top:-5000px")))
_hidden("z behind","a.html",page(in_place("position:absolute;z-index:-1;clip:rect(1px,1px,1px,1px)")))
_hidden("hsla","a.html",page(in_place("color:hsla(0,0%,0%,0)")))
_hidden("input hidden div","a.html",page(f'<div hidden=""><p>{SENTENCE}</p></div>'))
_hidden("id css important","a.html",page(f'<p id="n" style="display:block">{SENTENCE}</p>',css="#n{display:none!important}"))
_hidden("nested css","a.html",page(f'<div class="outer"><div class="inner">{SENTENCE}</div></div>',css=".outer .inner{visibility:hidden}"))
_hidden("supports","a.html",page(named(),css="@supports (display:grid){.k{display:none}}"))
_hidden("ivory","a.html",page(in_place("color:snow")))
_hidden("bg shorthand","a.html",page(f'<div style="background:#ffc no-repeat"><p style="color:#ffffcc">{SENTENCE}</p></div>'))
_hidden("body css white","a.html",page(named(),css="body{background:#fff;color:#333}.k{color:#fefefe}"))
_hidden("marker dark parent white child","a.html",page(f'<div style="background:#000;color:#fff"><p style="background:#fff">{SENTENCE}</p></div>'))
_hidden("uppercase","a.html",page(f'<P STYLE="DISPLAY:NONE">{SENTENCE}</P>'))
_hidden("quote","a.html",page(named("class=k"),css=".k{content:'}';display:none}"))
_shown("nav dark","a.html",page(f'<table style="background-color:#123"><tr><td style="color:#fff">{SENTENCE}</td></tr></table>'))
_shown("class dark ext","a.html",page(f'<div class="top-bg"><p style="color:#fff">{SENTENCE}</p></div>'))
_shown("row bg","a.html",page(f'<table><tr style="background:#0a3"><th style="color:white">{SENTENCE}</th><th>a</th></tr></table>'))
_shown("width 100","a.html",page(in_place("width:100%;overflow:hidden;height:auto")))
_shown("opacity 1","a.html",page(in_place("opacity:1;filter:none;transform:none")))
_shown("line h","a.html",page(in_place("font:14px/1.8 SimSun;color:#000")))
_shown("nth other","a.html",page(named(),css="p:nth-child(9){display:none}"))
_shown("collapsed bs5","a.html",page(f'<h2><button data-bs-toggle="collapse" data-bs-target="#x1" aria-expanded="false">第二章</button></h2><div id="x1" class="acc"><p>{SENTENCE}</p></div>',css=".acc{height:0;overflow:hidden}"))
_shown("jquery tabs","a.html",page(f'<ul><li onclick="show(1)">一</li><li onclick="show(2)">二</li></ul><div class="con"><p>第一部分的文字，供大家看。</p></div><div class="con" style="display:none"><p>{SENTENCE}</p></div>',head="<script src='a.js'></script>"))
_shown("dark th css","a.html",page(f"<table><thead><tr><th>{SENTENCE}</th><th>乙</th></tr></thead><tr><td>a</td><td>b</td></tr></table>",css="thead{background:#234}th{color:#fff}"))
_hidden("md center","a.md",_markdown(f'<p align="center" style="color:#fff;font-size:1px">{SENTENCE}</p>'))
_hidden("md details hidden","a.md",_markdown(f'<div style="visibility:hidden"><p>{SENTENCE}</p></div>'))
_hidden("md upper","a.md",_markdown(f'<SPAN STYLE="opacity:0">{SENTENCE}</SPAN>'))
_shown("md sup","a.md",_markdown(f'<sup style="font-size:9px">{SENTENCE}</sup>'))
_shown("md table","a.md",_markdown(f'<table class="t"><tr><td bgcolor="#003366"><font color="#fff">{SENTENCE}</font></td><td>甲</td></tr></table>'))
_hidden("docx color inherits para style white over normal","a.docx",_file(f'<w:p><w:pPr><w:pStyle w:val="Pale"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{SENTENCE}</w:t></w:r></w:p>'))
_hidden("docx hyperlink vanish","a.docx",_file(f'<w:p><w:hyperlink w:anchor="x"><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SENTENCE}</w:t></w:r></w:hyperlink><w:r><w:t>见。</w:t></w:r></w:p>'))
_hidden("docx ins hidden","a.docx",_file(f'<w:p><w:ins w:id="4" w:author="x"><w:r><w:rPr><w:color w:val="FFFFFF" w:themeColor="background1"/></w:rPr><w:t>{SENTENCE}</w:t></w:r></w:ins></w:p>'))
_hidden("docx theme tint","a.docx",_run('<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="FA"/>'))
_hidden("docx themeFill bg","a.docx",_run('<w:color w:val="FFFFFF"/>'+_shade("auto",' w:themeFill="background1"')))
_hidden("docx green on green hl","a.docx",_run('<w:color w:val="00FF00"/><w:highlight w:val="green"/>'))
_hidden("docx half pt","a.docx",_run('<w:sz w:val="1"/><w:szCs w:val="1"/>'))
_hidden("docx cell vanish","a.docx",_file(table([paragraph(run(SENTENCE,"<w:vanish/>")),"甲"],["乙","丙"])))
_shown("docx dark table style row","a.docx",_cells('<w:color w:val="FFFFFF"/>',_shade("auto",' w:themeFill="text1"')))
_shown("docx red","a.docx",_run('<w:color w:val="FF0000"/><w:highlight w:val="yellow"/>'))
_shown("docx yellow on white","a.docx",_run('<w:color w:val="FFFF00"/>'))
_shown("docx white on dark para","a.docx",_file(f'<w:p><w:pPr>{_shade("333333")}</w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{SENTENCE}</w:t></w:r></w:p>'))

_hidden("pdf cmyk","a.pdf",_with(words(T,before="0 0 0 0 k")))
_hidden("pdf gray gs text clip","a.pdf",_with(words(T,before="7 Tr")))
_hidden("pdf form alpha","a.pdf",_with("q /Clear gs /X Do Q\n",more="/XObject<</X 6 0 R>>",objects=(_form(words(T)),)))
_hidden("pdf tiny form","a.pdf",_with("q .02 0 0 .02 40 200 cm /X Do Q\n",more="/XObject<</X 6 0 R>>",objects=(_form(words(T)),)))
_hidden("pdf off","a.pdf",_with(words(T,x=900)))
_hidden("pdf below","a.pdf",_with(words(T,y=-60)))
_hidden("pdf black bar redaction","a.pdf",_with(words(T)+"0 0 0 rg 35 195 200 20 re f\n"))
_hidden("pdf clip in q nested","a.pdf",_with("q 10 10 5 5 re W n q "+words(T)+" Q Q\n"))
_hidden("pdf white inherits in form","a.pdf",_with("q 1 1 1 rg /X Do Q\n",more="/XObject<</X 6 0 R>>",objects=(_form(words(T)),)))
_hidden("pdf rounded white cover","a.pdf",_with(words(T)+"1 g 35 195 m 250 195 l 255 195 255 215 250 215 c 35 215 l 30 215 30 195 35 195 c h f\n"))
_hidden("pdf white box then text white rotated page","a.pdf",_with(words(T,before="1 g"),page="/Rotate 90"))
_shown("pdf gray text","a.pdf",_with(words(T,before=".6 g")))
_shown("pdf yellow hl below","a.pdf",_with("q 1 1 0 rg 35 195 200 20 re f Q\n"+words(T)))
_shown("pdf multiply highlight above","a.pdf",_with(words(T)+"q /Mul gs 1 1 0 rg 35 195 200 20 re f Q\n").replace(b"/Half<</ca .5>>",b"/Mul<</BM/Multiply>>" ))
_shown("pdf table cell dark","a.pdf",_with("q 0.1 0.2 0.5 rg 30 190 100 30 re 130 190 100 30 re 230 190 100 30 re f Q\n"+words(T,before="1 g")))
_shown("pdf clip polygon","a.pdf",_with(words(T,before="0 0 m 400 0 l 400 400 l 0 400 l h W n")))
_shown("pdf white on ellipse","a.pdf",_with("0 0 .4 rg 0 205 m 0 300 400 300 400 205 c 400 100 0 100 0 205 c f\n"+words(T,before="1 g")))
# fmt: on
