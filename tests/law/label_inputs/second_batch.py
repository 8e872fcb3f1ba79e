"""A second batch of the table, written after the first was read, to see what holds beyond it."""

from __future__ import annotations

from tests.law.label_inputs.texts import LabelCase

_T = "竹湾县晒谷场管理办法"
_N = "（2017年9月4日竹湾县人民政府令第5号公布，自2017年11月1日起施行）"
_WORDS = {"1": "为了管理晒谷场", "2": "每村设一处", "3": "不得堆放杂物", "4": "处五十元罚款"}


def _case(name: str, form: str, body: str, expected: dict[str, str], head: tuple[str, ...] = (_T, _N), finding: str = "") -> LabelCase:  # fmt: skip
    return LabelCase(name, form, (*head, *body.split("|")), expected, finding)


_FOUR = ("为了管理晒谷场，制定本办法。", "晒谷场每村设一处。", "晒谷场不得堆放杂物。", "违反第三条的，处五十元罚款。")  # fmt: skip
_NUMBERS = "一二三四"


def _all(write: str) -> str:
    """The four articles, {c} the Chinese numeral, {n} the Arabic one, {t} the words."""
    rows = [write.format(c=_NUMBERS[place], n=place + 1, t=words) for place, words in enumerate(_FOUR)]  # fmt: skip
    return "|".join(rows)


_ENGLISH_HEAD = ("Measures on Threshing Floors of Zhuwan County", "Issued by Order No. 5 of the People's Government of Zhuwan County")  # fmt: skip
_EN = {"1": "regulate threshing", "2": "One floor", "3": "No goods", "4": "fined"}
_EN_FOUR = ("These Measures regulate threshing floors.", "One floor is kept in each village.", "No goods may be stored on a floor.", "Whoever violates Article 3 shall be fined 50 yuan.")  # fmt: skip


def _english(write: str) -> str:
    return "|".join(write.format(n=place + 1, t=words) for place, words in enumerate(_EN_FOUR))


SECOND_CASES = (
    _case("semicolon-free dash in word", "docx", _all("第{c}条—{t}"), _WORDS),
    _case("en dash", "txt", _all("第{c}条 – {t}"), _WORDS),
    _case("wide brackets with gap", "txt", _all("【第{c}条】 {t}"), _WORDS),
    _case("tortoise-shell brackets", "html", _all("〔第{c}条〕{t}"), _WORDS),
    _case("blank before 条", "pdf", _all("第{c} 条 {t}"), _WORDS),
    _case("two blanks in the label", "txt", _all("第  {c}  条  {t}"), _WORDS),
    _case("tab behind the label", "docx", _all("第{c}条\t{t}"), _WORDS),
    _case("no-break blank", "html", _all("第{c}条\u00a0{t}"), _WORDS),
    _case("zero-width blank in the label", "txt", _all("第\u200b{c}条{t}"), _WORDS),
    _case("indent before the label", "txt", _all("　　第{c}条　{t}"), _WORDS),
    _case("indent before the label in word", "docx", _all("　　第{c}条{t}"), _WORDS),
    _case("misread 第", "txt", _all("笫{c}条 {t}"), _WORDS),
    _case("radical in the body", "docx", _all("第{c}条 {t}⼭⽕"), _WORDS),
    _case("traditional label in a simplified text", "txt", _all("第{c}條 {t}"), _WORDS),
    _case("digits without gap", "txt", _all("第{n}条{t}"), _WORDS),
    _case("digits with a point in word", "docx", _all("第{n}条．{t}"), _WORDS),
    _case("digits in brackets", "pdf", _all("[第{n}条] {t}"), _WORDS),
    _case("bold labels with a colon", "md", _all("**第{c}条：**{t}"), _WORDS),
    _case("bold labels in brackets", "md", _all("**【第{c}条】**{t}"), _WORDS),
    _case("labels as second headings", "md", _all("## 第{c}条\n\n{t}"), _WORDS),
    _case("labels in a font", "html", _all("<p><font color='black'>第{c}条</font> {t}</p>"), _WORDS),
    _case("labels in divs", "html", _all("<div><div>第{c}条</div><div>{t}</div></div>"), _WORDS),
    _case("labels in a list", "html", "<ul>|" + _all("<li>第{c}条 {t}</li>") + "|</ul>", _WORDS),
    _case("labels in a table of two columns with a head", "html", "<table><tr><th>条</th><th>内容</th></tr>" + _all("<tr><td>第{c}条</td><td>{t}</td></tr>").replace("|", "") + "</table>", _WORDS),
    _case("a chapter and an article in pdf", "pdf", "第一章 总则 第一条 为了管理晒谷场，制定本办法。|第二条 晒谷场每村设一处。|第二章 管理 第三条 晒谷场不得堆放杂物。|第四条 违反第三条的，处五十元罚款。", _WORDS),
    _case("a section and an article", "txt", "第一章 总则|第一节 目的 第一条 为了管理晒谷场，制定本办法。|第二条 晒谷场每村设一处。|第二节 管理 第三条 晒谷场不得堆放杂物。|第四条 违反第三条的，处五十元罚款。", _WORDS),
    _case("inserted behind the last", "txt", _all("第{c}条 {t}") + "|第四条之一 拒不缴纳的，加倍处罚。", _WORDS | {"4-1": "加倍"}),
    _case("inserted with a wide hyphen", "txt", "第1条 为了管理晒谷场，制定本办法。|第2条 晒谷场每村设一处。|第2－1条 大村可以设二处。|第3条 晒谷场不得堆放杂物。|第4条 违反第三条的，处五十元罚款。", _WORDS | {"2-1": "设二处"}),
    _case("inserted with a letter", "txt", "第1條 為管理。|第2條 每村設一處。|第2A條 大村可設二處。|第3條 不得堆放。", {"1": "為管理", "2": "每村", "2A": "二處", "3": "堆放"}),
    _case("english in sections with points", "docx", _english("Section {n}. {t}"), _EN, _ENGLISH_HEAD),
    _case("english with a dash", "txt", _english("Article {n} - {t}"), _EN, _ENGLISH_HEAD),
    _case("english with a colon", "html", _english("Article {n}: {t}"), _EN, _ENGLISH_HEAD),
    _case("english art.", "txt", _english("Art. {n} {t}"), _EN, _ENGLISH_HEAD),
    _case("english bold", "html", _english("<p><b>Article {n}</b> {t}</p>"), _EN, _ENGLISH_HEAD),
    _case("english bold without gap", "html", _english("<p><b>Article {n}</b>{t}</p>"), _EN, _ENGLISH_HEAD),
    _case("english in markdown", "md", _english("**Article {n}** {t}"), _EN, _ENGLISH_HEAD),
    _case("section sign with a point", "txt", _english("§ {n}. {t}"), _EN, _ENGLISH_HEAD),
    _case("english chapters in word", "docx", "CHAPTER I GENERAL PROVISIONS|Article 1 These Measures regulate threshing floors.|Article 2 One floor is kept in each village.|CHAPTER II PENALTIES|Article 3 No goods may be stored on a floor.|Article 4 Whoever violates Article 3 shall be fined.", _EN, _ENGLISH_HEAD),
    # nothing may be opened by these
    _case("english citation that begins a line", "txt", _english("Article {n} {t}") + "|Article 2 of these Measures applies to farms.", _EN, _ENGLISH_HEAD),
    _case("english list that begins a line", "txt", _english("Article {n} {t}") + "|Articles 2 and 3 apply to farms.|Section 3, paragraph 2, applies.", _EN, _ENGLISH_HEAD),
    _case("points and a citation", "txt", "第一条、为了管理晒谷场，制定本办法。|第二条、晒谷场每村设一处。|第一条、第二条适用于林场。|第三条、晒谷场不得堆放杂物。|第四条、违反第三条的，处五十元罚款。", _WORDS),
    _case("commas and a broken sentence", "txt", "第一条，为了管理晒谷场，制定本办法。|第二条，晒谷场每村设一处。村民违反|第三条，责令改正。|第三条，晒谷场不得堆放杂物。|第四条，违反第三条的，处五十元罚款。", _WORDS),
    _case("brackets that cite", "txt", _all("第{c}条 {t}") + "|（第一条第二款）适用于林场。|【第二条】的规定同样适用。", _WORDS),
    _case("a hyphen that makes a range", "txt", _all("第{c}条 {t}") + "|第2-3条规定适用于林场。", _WORDS),
    _case("no gaps and a citation of a paragraph", "pdf", _all("第{c}条{t}") + "|第二条第一款所称村，是指行政村。", _WORDS),
    _case("an annexed list of articles", "txt", _all("第{c}条 {t}") + "|附件：|处罚依据|第三条、第四条|第二条", _WORDS),
    _case("a table of penalties", "html", "".join(f"<p>第{_NUMBERS[place]}条 {words}</p>|" for place, words in enumerate(_FOUR)) + "<table><tr><td>条款</td><td>处罚</td></tr><tr><td>第一条</td><td>警告或者罚款</td></tr><tr><td>第二条</td><td>罚款五十元以下</td></tr><tr><td>第三条</td><td>罚款一百元以下</td></tr></table>", _WORDS),
    LabelCase("a chat", "txt", ("群公告", "第一条消息没人看。", "第二条消息撤回了。", "第三条消息还在。"), {}),
    LabelCase("a report of clauses", "txt", ("合同审查意见", "第三条：付款期限不明。", "第九条：违约金过高。"), {}),
    LabelCase("an essay in English", "txt", ("On Articles", "Article 5 is the one that everybody cites.", "Section 8 was repealed in 1990."), {}),
    _case("a last article printed before the others", "txt", "第四条 违反第三条的，处五十元罚款。|第一条 为了管理晒谷场，制定本办法。|第二条 晒谷场每村设一处。|第三条 晒谷场不得堆放杂物。", {"1": "为了管理晒谷场", "2": "每村设一处", "3": "不得堆放杂物", "4": "处五十元罚款"}, finding="articles_begin_late"),
    _case("only the second half", "docx", "第九条 晒谷场由村民委员会清扫。|第十条 本办法自2017年11月1日起施行。", {"9": "清扫", "10": "起施行"}, finding="articles_begin_late"),
    _case("two gaps", "txt", "第一条 为了管理晒谷场，制定本办法。|第三条 晒谷场不得堆放杂物。|第七条 本办法自2017年11月1日起施行。", {"1": "为了管理", "3": "堆放杂物", "7": "起施行"}, finding="articles_missing"),
)  # fmt: skip
