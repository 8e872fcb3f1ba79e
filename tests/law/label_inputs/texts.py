"""Texts whose lines hold labels that open nothing, and labels in odd places.

Each row: a name, the format, the lines, and the articles as numbers with words of each. A number is
as `number_of` writes it: 2, 2-1. `finding` is a code that the reading must report.
"""

from __future__ import annotations

from typing import NamedTuple


class LabelCase(NamedTuple):
    """A file and the articles that it has.

    Attributes:
        name: Its name in the table.
        form: Its format.
        lines: Its lines.
        expected: Words of each article, by its number; empty for a text without articles.
        finding: The code of a finding that must be reported; "" where none has to be.
    """

    name: str
    form: str
    lines: tuple[str, ...]
    expected: dict[str, str]
    finding: str = ""


_T = "松岭市渡口管理规定"
_N = "（2018年3月2日松岭市人民政府令第12号公布）"


def _rule(name: str, body: str, expected: dict[str, str], form: str = "txt", finding: str = "", head: tuple[str, ...] = (_T, _N)) -> LabelCase:  # fmt: skip
    return LabelCase(name, form, (*head, *body.split("|")), expected, finding)


_ABC = {"1": "为了管理渡口", "2": "渡口由市航务局管理", "3": "自2018年5月1日起施行"}
_A = "第一条 为了管理渡口，制定本规定。"
_B = "第二条 渡口由市航务局管理。"
_C = "第三条 本规定自2018年5月1日起施行。"
_G = ("第一条为了管理渡口，制定本规定。", "第二条渡口由市航务局管理。", "第三条本规定自2018年5月1日起施行。")  # fmt: skip

IN_ODD_PLACES = (
    _rule("chapter and article on one line", "第一章 总则 第一条 为了管理渡口，制定本规定。|第二章 管理 第二条 渡口由市航务局管理。|第三章 附则 第三条 本规定自2018年5月1日起施行。", _ABC),
    _rule("chapter and article on one line without gaps", "第一章总则 第一条为了管理渡口，制定本规定。|第二条渡口由市航务局管理。|第二章附则 第三条本规定自2018年5月1日起施行。", _ABC),
    _rule("chapter and article on one line in word", "第一章 总则 第一条 为了管理渡口，制定本规定。|第二章 管理 第二条 渡口由市航务局管理。|第三章 附则 第三条 本规定自2018年5月1日起施行。", _ABC, "docx"),
    _rule("a law in one line", f"{_A} {_B} {_C}", _ABC),
    _rule("a law in one line without gaps", "".join(_G), _ABC),
    _rule("head note and first article on one line", "", _ABC, head=(_T, f"{_N}{_A}", _B, _C)),
    _rule("inserted 之一", f"{_A}|{_B}|第二条之一 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("inserted 之一 without gap", f"{_G[0]}|{_G[1]}|第二条之一渡船应当登记。|{_G[2]}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("inserted 第二之一条", f"{_A}|{_B}|第二之一条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("hyphenated", f"{_A}|{_B}|第2-1条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("hyphenated in Chinese", f"{_A}|{_B}|第二-一条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("hyphenated with a dash", f"{_A}|{_B}|第 2—1 条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}),
    _rule("附1", f"{_A}|{_B}|第二条附1 渡船应当登记。|{_C}", _ABC | {"2附1": "渡船应当登记"}),
    _rule("附一", f"{_A}|{_B}|第二条附一 渡船应当登记。|{_C}", _ABC | {"2附一": "渡船应当登记"}),
    _rule("two inserted", f"{_A}|{_B}|第二条之一 渡船应当登记。|第二条之二 渡工应当受训。|{_C}", _ABC | {"2-1": "渡船应当登记", "2-2": "渡工应当受训"}),
    _rule("hyphenated in word", f"{_A}|{_B}|第2-1条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}, "docx"),
    _rule("hyphenated in pdf", f"{_A}|{_B}|第2-1条 渡船应当登记。|{_C}", _ABC | {"2-1": "渡船应当登记"}, "pdf"),
    _rule("bold labels", "<p><b>第一条</b>为了管理渡口，制定本规定。</p>|<p><strong>第二条</strong>渡口由市航务局管理。</p>|<p><b>第三条</b>本规定自2018年5月1日起施行。</p>", _ABC, "html"),
    _rule("labels in spans", "<p><span>第一</span><span>条</span>为了管理渡口，制定本规定。</p>|<p><span>第二</span><span>条</span>渡口由市航务局管理。</p>|<p><span>第三条</span>本规定自2018年5月1日起施行。</p>", _ABC, "html"),
    _rule("lines in one paragraph", "<p>第一条 为了管理渡口，制定本规定。<br>第二条 渡口由市航务局管理。<br>第三条 本规定自2018年5月1日起施行。</p>", _ABC, "html"),
    _rule("labels as headings", "<h3>第一条</h3>|为了管理渡口，制定本规定。|<h3>第二条</h3>|渡口由市航务局管理。|<h3>第三条</h3>|本规定自2018年5月1日起施行。", _ABC, "html"),
    _rule("definition list", "<dl><dt>第一条</dt><dd>为了管理渡口，制定本规定。</dd><dt>第二条</dt><dd>渡口由市航务局管理。</dd><dt>第三条</dt><dd>本规定自2018年5月1日起施行。</dd></dl>", _ABC, "html"),
    _rule("labels in table cells", "<table><tr><td>第一条</td><td>为了管理渡口，制定本规定。</td></tr><tr><td>第二条</td><td>渡口由市航务局管理。</td></tr><tr><td>第三条</td><td>本规定自2018年5月1日起施行。</td></tr></table>", _ABC, "html"),
    _rule("one article a cell", "<table><tr><td>第一条 为了管理渡口，制定本规定。</td></tr><tr><td>第二条 渡口由市航务局管理。</td></tr><tr><td>第三条 本规定自2018年5月1日起施行。</td></tr></table>", _ABC, "html"),
    _rule("bold in markdown", "**第一条**为了管理渡口，制定本规定。|**第二条**渡口由市航务局管理。|**第三条**本规定自2018年5月1日起施行。", _ABC, "md"),
    _rule("bold with gap in markdown", "**第一条** 为了管理渡口，制定本规定。|**第二条** 渡口由市航务局管理。|**第三条** 本规定自2018年5月1日起施行。", _ABC, "md"),
    _rule("headings in markdown", "### 第一条|为了管理渡口，制定本规定。|### 第二条|渡口由市航务局管理。|### 第三条|本规定自2018年5月1日起施行。", _ABC, "md"),
    _rule("headings with words in markdown", "### 第一条 目的|为了管理渡口，制定本规定。|### 第二条 机关|渡口由市航务局管理。|### 第三条 施行|本规定自2018年5月1日起施行。", _ABC, "md"),
    _rule("list in markdown", "- 第一条 为了管理渡口，制定本规定。|- 第二条 渡口由市航务局管理。|- 第三条 本规定自2018年5月1日起施行。", _ABC, "md"),
    _rule("table in markdown", "\n| 条 | 内容 |\n| --- | --- |\n| 第一条 | 为了管理渡口，制定本规定。 |\n| 第二条 | 渡口由市航务局管理。 |\n| 第三条 | 本规定自2018年5月1日起施行。 |\n".replace("|", "\x00"), _ABC, "md"),
    _rule("first article after the note in pdf", f"{_A}|{_B}|{_C}", _ABC, "pdf"),
    _rule("first article after the note in pdf without gaps", "|".join(_G), _ABC, "pdf"),
    _rule("first article after a preamble in pdf", f"根据有关法律，制定本规定。|{_A}|{_B}|{_C}", _ABC, "pdf"),
    _rule("first article after a chapter in pdf", f"第一章 总则|{_A}|第二章 管理|{_B}|{_C}", _ABC, "pdf"),
    _rule("a gap of mixed kinds", "第一条为了管理渡口，制定本规定。|第二条 渡口由市航务局管理。|第三条本规定自2018年5月1日起施行。", _ABC),
    _rule("one label without a gap", "第一条 为了管理渡口，制定本规定。|第二条渡口由市航务局管理。|第三条 本规定自2018年5月1日起施行。", _ABC),
    _rule("mixed numerals", "第1条 为了管理渡口，制定本规定。|第二条 渡口由市航务局管理。|第３条 本规定自2018年5月1日起施行。", _ABC),
    _rule("mixed points", "第一条．为了管理渡口，制定本规定。|第二条、渡口由市航务局管理。|第三条：本规定自2018年5月1日起施行。", _ABC),
    _rule("compatibility numerals in items", f"{_A}|第二条 渡口的管理机关负责：|㈠登记；|㈡检验。|{_C}", _ABC | {"2": "登记"}),
    _rule("english chapters", "Chapter I General Provisions|Article 1 These Rules regulate ferries.|Article 2 A ferry shall be registered.|Chapter II Supplementary Provisions|Article 3 These Rules come into force on May 1, 2018.", {"1": "regulate ferries", "2": "registered", "3": "come into force"}, head=("Rules on Ferries of Songling City", "(Adopted at the 3rd Meeting of the Standing Committee on March 2, 2018)")),
    _rule("english section 1A", "Section 1 These Rules regulate ferries.|Section 1A A ferry shall be registered.|Section 2 These Rules come into force on May 1, 2018.", {"1": "regulate ferries", "1A": "registered", "2": "come into force"}, head=("Rules on Ferries of Songling City", "(Adopted on March 2, 2018)")),
    _rule("english labels alone", "Article 1|These Rules regulate ferries.|Article 2|A ferry shall be registered.|Article 3|These Rules come into force on May 1, 2018.", {"1": "regulate ferries", "2": "registered", "3": "come into force"}, head=("Rules on Ferries of Songling City", "(Adopted on March 2, 2018)")),
    _rule("english headings in brackets", "Article 1 (Purpose) These Rules regulate ferries.|Article 2 (Registration) A ferry shall be registered.|Article 3 (Entry into force) These Rules come into force on May 1, 2018.", {"1": "regulate ferries", "2": "registered", "3": "come into force"}, head=("Rules on Ferries of Songling City", "(Adopted on March 2, 2018)")),
)  # fmt: skip

OPEN_NOTHING = (
    _rule("citation of a paragraph at a line's start", f"{_A}|第二条 渡口由市航务局管理。下列规定准用之：|第一条第二款规定的事项；|{_C}", _ABC),
    _rule("citation with 规定 at a line's start", f"{_A}|{_B}|第一条规定的渡口除外。|{_C}", _ABC),
    _rule("list of articles at a line's start", f"{_A}|{_B}|第一条、第二条的规定，适用于渡船。|{_C}", _ABC),
    _rule("range of articles at a line's start", f"{_A}|{_B}|第一条至第三条适用于渡船。|{_C}", _ABC),
    _rule("range with a dash at a line's start", f"{_A}|{_B}|第一条—第三条适用于渡船。|{_C}", _ABC),
    _rule("citation without gaps in a text without gaps", f"{_G[0]}|{_G[1]}|第一条的渡口除外。|{_G[2]}", _ABC),
    _rule("an item cited at a line's start", f"{_A}|{_B}|第二条第（一）项所称渡船，是指木船。|{_C}", _ABC),
    _rule("paragraph cited in a text without gaps", f"{_G[0]}|{_G[1]}|第二条第一款规定以外的渡船除外。|{_G[2]}", _ABC),
    _rule("inserted article cited at a line's start", f"{_A}|{_B}|第二条之一规定的登记不收费。|{_C}", _ABC),
    _rule("hyphenated article cited at a line's start", f"{_A}|{_B}|第2-1条规定的登记不收费。|{_C}", _ABC),
    _rule("a point between citations", f"{_A}|{_B}|第一条、第二条、第三条规定的渡口除外。|{_C}", _ABC),
    _rule("line broken before a citation", f"{_A}|第二条 渡口由市航务局依照本规定|第一条的规定管理。|{_C}", _ABC | {"2": "渡口由市航务局依照"}),
    _rule("line broken before a label-like citation", f"{_A}|第二条 渡口由市航务局依照《航道条例》|第九条 的规定管理。|{_C}", _ABC | {"2": "第九条的规定管理"}),
    _rule("quoted article", f"{_A}|第二条 渡口由市航务局管理。《旧规定》的下列条文停止适用：|“第五条 渡口由乡镇管理。”|{_C}", _ABC),
    _rule("quoted articles in sequence", f"{_A}|第二条 渡口由市航务局管理，原条文如下：|“第三条 渡船应当登记。|第四条 渡工应当受训。”|{_C}", _ABC),
    _rule("a table of contents of chapters", f"目录|第一章 总则|第二章 附则|第一章 总则|{_A}|{_B}|第二章 附则|{_C}", _ABC),
    _rule("a table of contents with articles", f"目　录|第一条 目的|第二条 机关|第三条 施行|{_A}|{_B}|{_C}", _ABC),
    _rule("a table of contents with page numbers", f"目录|第一章 总则……1|第二章 附则……3|第一章 总则|{_A}|{_B}|第二章 附则|{_C}", _ABC),
    _rule("a table of contents in word", f"目录|第一章 总则\t1|第二章 附则\t3|第一章 总则|{_A}|{_B}|第二章 附则|{_C}", _ABC, "docx"),
    _rule("citation at a line's start in pdf", f"{_A}|第二条 渡口由市航务局管理，但是渡口所在地的乡镇人民政府可以依照|第一条的规定管理。|{_C}", _ABC, "pdf"),
    _rule("range at a line's start in pdf", f"{_A}|第二条 渡口由市航务局管理，但是渡口所在地的乡镇人民政府依照|第一条、第三条管理。|{_C}", _ABC, "pdf"),
    LabelCase("news of counted things", "txt", ("渡口的三条建议", "第一条建议是登记。", "第二条建议是检验。", "第三条建议是培训。"), {}),
    LabelCase("a letter that cites", "txt", ("关于渡口的来信", "尊敬的编辑：", "第三条写得不清楚，第四条更不清楚。", "渡工李某"), {}),
    LabelCase("changed articles listed", "txt", ("渡口管理规定修改要点", "本次修改涉及下列条文：", "第三条", "第七条", "第十二条", "以上条文请各单位学习。"), {}),
    LabelCase("a heading of lines", "txt", ("公交线路调整通告", "第一条线路改走滨江路。", "第二条线路停运。"), {}),
    LabelCase("a clause of a standard", "txt", ("DB98/T 77—2020", "渡船试验方法", "5.1 通则", "5.2的试验适用于木船。", "5.2 浮力", "将渡船放入水中。"), {}),
    LabelCase("english news", "txt", ("Ferries resume", "Article 3 of the old rules was never popular, the mayor said.", "Section 2 of the pier reopens on Monday."), {}),
    LabelCase("a comparison of articles", "html", ("<h1>渡口管理规定修改前后对照表</h1>", "<table><tr><td>修改前</td><td>修改后</td></tr><tr><td>第一条 为了管理渡口。</td><td>第一条 为了管理渡口和渡船。</td></tr><tr><td>第二条 由乡镇管理。</td><td>第二条 由市航务局管理。</td></tr><tr><td>第三条 自公布日起施行。</td><td>第三条 自2018年5月1日起施行。</td></tr></table>"), {}),
    LabelCase("days of a list", "txt", ("渡口检查记录", "第1 条 船 已检。", "第2 条 船 未检。"), {}),
    _rule("english citation at a line's start", "Article 1 These Rules regulate ferries.|Article 2 A ferry shall be registered under|Article 1 of these Rules.|Article 3 These Rules come into force on May 1, 2018.", {"1": "regulate ferries", "2": "registered", "3": "come into force"}, head=("Rules on Ferries of Songling City", "(Adopted on March 2, 2018)")),
)  # fmt: skip

ODD = (
    _rule("the first article is missing", f"{_B}|{_C}|第四条 渡口每年检验。", {"2": "渡口由市航务局管理", "3": "自2018年5月1日起施行", "4": "每年检验"}, finding="articles_begin_late"),
    _rule("begins at the fourth", "第四条 渡口每年检验。|第五条 渡船应当登记。", {"4": "每年检验", "5": "登记"}, finding="articles_begin_late"),
    _rule("a law without articles", "渡口由市航务局管理。|渡船应当登记。", {}, finding="no_articles"),
    _rule("a gap", f"{_A}|第二条 渡口由市航务局管理。|第五条 渡口每年检验。|第六条 渡船应当登记。", {"1": "管理渡口", "2": "市航务局", "5": "每年检验", "6": "登记"}, finding="articles_missing"),
    _rule("an earlier article at the end", "第一条 为了管理渡口，制定本规定。|第二条 渡口由市航务局管理。|第四条 渡口每年检验。|第五条 渡船应当登记。|第六条 本规定自2018年5月1日起施行。|第三条 渡口由乡镇管理。|（根据2019年3月2日的决定删去）", {"1": "管理渡口", "2": "市航务局", "4": "每年检验", "5": "登记", "6": "施行"}, finding="earlier_text"),
    _rule("repeated", f"{_A}|{_B}|第二条 渡口由市航务局管理，收费。|{_C}", _ABC, finding="article_out_of_sequence"),
)  # fmt: skip

LABEL_CASES = tuple(
    case._replace(lines=tuple(line.replace("\x00", "|") for line in case.lines))
    for case in (*IN_ODD_PLACES, *OPEN_NOTHING, *ODD)
)
