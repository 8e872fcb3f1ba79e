"""What sort of paper a document is, and which bodies adopted it.

Marks of papers that can never be law come first: drafts, explanations, proposals, news, letters,
translations. Else a body is looked for in the head note, the head of an order, the title and the
signature. A club or a company is a body too: whether it may act is decided by `law.authority`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.dates import DATE
from corpus.notation.work_keys import STATE
from corpus.records import (
    DocumentKind,
    EventKind,
    Evidence,
    Instrument,
    Law,
    Span,
    TextStage,
)
from law.structure.issuers import name_body, split_bodies
from law.structure.lines import TextLine
from law.structure.paper_notes import notes_of_paper
from law.structure.title_words import is_norm_title

_STAGES: tuple[tuple[str, TextStage, re.Pattern[str]], ...] = (
    (
        "explanatory note",
        TextStage.EXPLANATORY,
        re.compile(
            r"关于.*(?:草案|修订|修改|制定|稿|废止|条例|办法|规定|法|决定|决议|方案)[）)》〉]*.{0,6}的?"
            r"(?:起草|编制|修订|情况)?说明(?:[（(][^（）()]*[)）])?$"
            r"|(?:起草|编制|修订|立法|制定)说明$|草案.*(?:审议结果|修改情况|审查意见|主要问题).*(?:报告|汇报|意见)$"
        ),
    ),
    (
        "consultation",
        TextStage.CONSULTATION,
        re.compile(
            r"征求意见稿|征求.{0,30}意见|意见征集|公开征集意见|听取意见稿|(?:征求|求)意见(?:稿|公告|函)"
        ),
    ),
    (
        "draft",
        TextStage.DRAFT,
        re.compile(
            r"[（(〈《\[【].{0,8}(?:草案|送审稿|讨论稿|审议稿|建议稿|初稿|草稿|报批稿|代拟稿|审查稿|专家稿|试拟稿|修改稿|征询稿|上会稿)"
            r".{0,8}[）)〉》\]】]|(?:草案|送审稿|讨论稿|建议稿|草稿|报批稿|代拟稿|审议稿)(?:$|[（(_\-.])"
        ),
    ),
    (
        "proposal",
        TextStage.PROPOSAL,
        re.compile(
            r"(?:议案|提案|建议|建议书|倡议|倡议书|请示|请愿书|申请书|公开信)(?:[（(][^（）()]*[)）])?$|^(?:关于)?(?:建议|提请|呼吁)"
        ),
    ),
    (
        "no act",
        TextStage.NO_ACT,
        re.compile(
            r"[？?]|吗$|(?:会议纪要|会议记录|谈话记录|讲话|致辞|访谈|专访|答记者问|问答|问与答|解读|解析|浅析|试析|评析|述评|评论|书评|读后感|心得|体会|随笔"
            r"|讲义|教案|教材|课件|培训材料|学习材料|习题|试题|考题|合同|合同书|协议|协议书|来信|回信|复信|的信|报道|简报|快讯|通讯|译文|译本|中译|论文"
            r"|综述|观察|观点|日记|辟谣|情况通报|新闻稿|新闻发布会|大事记|盘点|时间表|日程|课程表|对比表|对照表|词条|百科)(?:[（(][^（）()]*[)）])?$"
            r"|^(?:辟谣|图解|一图读懂|解读|访谈|问答|转载|网传|关于网传|重磅|注意|快讯|最新|你知道|为什么|如何|怎么|怎样|是否|谈谈?|论(?!证)|浅谈|浅析|试论|评《|读《)"
            r"|(?:译文|参考译文|中译本|非官方译本?|仅供参考)|热点问答|有问必答"
        ),
    ),
)
"""What a title is, in the order of the rules; 关于《…（草案）》的说明 is no draft itself."""

_MARK_LINE = re.compile(
    r"^[（(\[【〔]?\s*(?:\d{4}年?)?[\u4e00-\u9fff\d]{0,12}?(?P<mark>征求意见稿|意见稿|草案|送审稿|讨论稿|审议稿|建议稿|初稿|草稿|报批稿|代拟稿|审查稿|修改稿)"
    r"(?:[\u4e00-\u9fff\d]{0,10}稿?)?\s*[）)\]】〕]?$"
)
_FOREWORD = re.compile(
    r"(?:本|此|该)(?:稿|草案|征求意见稿)[^。]{0,30}(?:征求|听取|征集)[^。]{0,10}意见"
    r"|现(?:将|就|面|向|予|公开|在|全文)[^。]{0,120}(?:征求|听取|征集)[^。]{0,12}意见"
    r"|意见(?:和建议|建议|或建议)?[^。]{0,20}(?:请于|请在|须于|应于)[^。]{0,40}(?:前|之前|以前|截止)"
    r"|请(?:于|在)[^。]{0,30}前[^。]{0,30}(?:反馈|提出|寄送|报送|发送)[^。]{0,20}(?:意见|建议)"
    r"|征求意见(?:的)?(?:截止|期限|时间)|意见反馈(?:截止|期限|时间)|尚未(?:通过|审议|颁布)"
)
_UNPUBLISHED = re.compile(
    r"(?:已|已经)[^。]{0,40}(?:通过|批准)[^。]{0,12}[，,]?(?:尚未|尚待|有待|待|将另行|将择期)[^。]{0,8}(?:公布|签署|发布|颁布)|(?:尚未|未经|待|等待)(?:正式)?(?:公布|签署公布)"
    r"|通过[^。]{0,12}[，,；、\s](?:现|须|需|尚需|尚须|拟|将|并)?(?:尚?待|等待|报(?:请|送|经)?)[^。）)]{0,40}(?:公布|颁布|签署|签发|批准|核准)"
)
_WAITS = re.compile(
    r"本(?:决定|条例|办法|规定|法|规则|细则|决议)(?:通过后|须|尚?需|尚须|应当?|经[^，。]{0,16}通过后?)?[，,]?(?:待|报(?:请|送|经)?)[^。制]{2,40}(?:批准|公布|签署|核准)[之以]?后"
)
"""What a decision says of itself that still waits for a superior body."""
_TRANSLATION = re.compile(
    r"^[（(]?(?:参考|非官方|中文)?译(?:文|本|稿)[)）]?(?:$|[：:，,（(])|译者(?:[：:]|按|注)|翻译[：:]|(?:译文|本文|本译文)[^。]{0,20}仅供参考|^[（(]?仅供参考[)）。]?$|非官方(?:译本|译文|翻译)|中译本"
)
_NO_ACT_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "byline",
        re.compile(
            r"^(?:作者|文|撰文|记者|通讯员|本报记者|博主|小编|编辑|责任编辑|责编|投稿人?|口述|整理)\s*[：:／/|｜]|^(?:本报|本网|新华社|[\u4e00-\u9fff]{2,6}网)[^。]{0,16}(?:讯|电)[\s（(]|[（(](?:本报)?记者\s*[\u4e00-\u9fff ]{2,12}[)）]"
        ),
    ),
    (
        "minutes",
        re.compile(
            r"^(?:主持人?|出席(?:人员)?|参会(?:人员)?|与会(?:人员)?|列席(?:人员)?|缺席|记录人?|会议(?:时间|地点|议题|记录))\s*[：:]"
        ),
    ),
    (
        "contract",
        re.compile(
            r"^(?:甲方|乙方|用人单位|出租方|承租方|委托方|受托方)(?:[（(][^）)]{1,20}[)）])?\s*[：:]"
        ),
    ),
    (
        "letter",
        re.compile(
            r"^(?:尊敬的|亲爱的|敬爱的)[^。]{1,30}[：:，,]?$|^此致\s*$|^敬礼[！!]?$|^(?:您好|你好|大家好)[！!，,。]|^(?:各位老铁|家人们|各位(?:网友|读者|朋友|观众))"
        ),
    ),
    (
        "question and answer",
        re.compile(
            r"^(?:\d+[.、])?\s*(?:问|答|提问|回答|问题|网友提问|律师解答|咨询|回复)\s*(?:\d+\s*)?[：:]|^[QA]\d*\s*[：:.]"
        ),
    ),
    (
        "textbook",
        re.compile(
            r"^(?:思考题|练习题|课后(?:习题|练习)|本章小结|学习目标|教学目标|复习题|参考文献|ISBN)"
        ),
    ),
)
_EXAMPLE = re.compile(
    r"^[【\[（(〔]?(?:例文|范文|范例)(?:[一二三四五六七八九十\d]{1,3}|评析|点评|分析|解析|[：:】\])）〕]|$)"
    r"|^[【\[〔](?:评析|点评|简评|简析|解析|写作提示)[】\]〕]|(?:系|为|均为|均系|纯属|属|皆为)虚构|仿写|本文[^。]{0,6}虚构"
)
"""Words of a textbook beside a text that it shows."""
_EXAMPLE_WORDS = re.compile("例文|范文|范例|虚构|仿写|评析|简析|解析】|点评|简评|写作提示")
_OPENING_BRACKETS = "【[（(〔"
_EXAMPLE_ABOVE = re.compile(
    r"(?:公文|文书|决定|公告|命令|通知|法规|条例|文种)[\u4e00-\u9fff]{0,6}(?:范本|范文|范例|模板|写法|写作|教程)"
    r"|^[【\[（(〔]?(?:范本|模板|样本|样式|示例|样例|参考格式|格式|示范文本|参考样本|举例|例)"
    r"(?:[一二三四五六七八九十\d]{0,3})[：:】\])）〕]?$|(?:仅供|供)(?:教学|练习|演示|学习|测试|模拟)|(?:模拟|演练|仿真)[\u4e00-\u9fff]{0,4}(?:文件|公文|文书|文本|会议|立法|人大|人代会|议案|法庭)"
)
"""Words above a text that is a model, and no act."""
_NOT_GENUINE = re.compile(
    r"愚人节|(?:纯属|只是|开个?)(?:玩笑|娱乐|虚构|编造)|恶搞|段子手|^[^，。；]{0,8}(?:假|伪造的?|虚假)(?:文件|公文|决定|公告)(?:$|[，,！!：:])|(?:本|该|此|上述|这份|这个|文件|决定|公告|通知)[^。]{0,8}(?:系|为|是|属)(?:伪造|编造|假的|虚假)(?:$|[。！!，,])"
    r"|(?:课堂|教学|会议|立法|沙盘)?模拟(?:材料|练习|稿|文本|演练|法庭|人大)|(?:测试|演示|教学|培训|练习)(?:用|数据|样张|样本|文本|材料|稿|课件)"
    r"|^[（(【\[]?(?:样稿|样张|校对稿|作废|废稿|存疑|中译|译文|课件|草拟)[）)】\]]?$|[（(]?本(?:决定|办法|草案)[^。]{0,6}(?:未获通过|未通过|被否决)"
    r"|^(?:参考答案|标准答案|答案|题目|试题|问题|任务|要求|思考)[：:]|培训课件|非正式文本|会议(?:文件|材料|参阅(?:文件|资料))(?:之)?[（(]"
)
"""Words beside a text that say that it is a joke, a test, an exercise or a forgery."""
_FEW = {"contract": 2, "question and answer": 2, "minutes": 2}
"""Lines of a sort that it takes, where one alone does not say it."""

_TITLE_BODY = re.compile(
    r"^(?P<body>[\u4e00-\u9fff（）、\s]{2,80}?)(?:印发|转发|批转)?(?:关于|(?:公告|通告|命令|令)(?:第|$|[（(]))"
)
_BODY_END = re.compile(
    r"(?:院|会|部|局|委|署|办公室|办公厅|厅|府|行|总局|司|大会|组|社|公司|集团|厂|店|学校|大学|学院|中学|小学|中心|站|所|馆|队|处|科|办|街道|村|镇|乡|协会|学会|商会|联盟|俱乐部|团体|军|团|庭|银行|医院|幼儿园|物业)$"
)
_NO_BODY = re.compile(r"^(?:本|该|此|有关|各|我|某|试|浅|再|谈|也)")
_ORDER_HEAD = re.compile(
    r"^(?P<body>[\u4e00-\u9fff、（）\s]{2,60}?)\s*(?:令|公告|命令|通告)\s*(?:[（(〔\[]?\s*\d{4}\s*年?[)）〕\]]?)?\s*(?:第?\s*[\d一二三四五六七八九十百零〇]+\s*号)?(?:公布|发布)?$"
)
_BY = re.compile(
    r"由(?P<body>[\u4e00-\u9fff]{0,30}(?:人民代表大会(?:常务委员会)?|人大常委会|国务院|人民政府)[\u4e00-\u9fff\d]{0,20})(?:于[^，。]{0,20})?通过"
)
_ASSEMBLY = re.compile(
    r"(?<=[会社团司])(?:常务)?(?:理事会|董事会|会员代表大会|会员大会|股东会|监事会)$"
)
"""What an association decides through: 羽毛球协会第四届理事会 acts for 羽毛球协会."""
_LONGEST_NOTE = 80
_LONGEST_BYLINE = 200
_OPENING_LINES = 40
_HEAD_LINES = 8
_TAIL_LINES = 8
_FOREWORD_LINES = 12
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PaperText:
    """A document as `read_instrument` sees it.

    Attributes:
        title: Its title.
        names: The name of its file, and the title in its metadata.
        kind: Its kind.
        text: Its clean text.
        lines: Its lines.
        body: The index of the first line behind its head.
        end: The index of the first line of its signature.
        title_lines: The indices of the lines of its title.
        author: The person whom its metadata names.
        declared: What its markup calls it: act, bill.
    """

    title: str
    names: tuple[str, ...]
    kind: DocumentKind
    text: str
    lines: Sequence[TextLine]
    body: int
    end: int
    title_lines: range
    author: str = ""
    declared: str = ""


def read_instrument(paper: PaperText, law: Law | None) -> Instrument:
    """Find what sort of paper a document is, and whether a body adopted it.

    Args:
        paper: The document.
        law: What it says of itself as a norm; None where it is none.

    Returns:
        The instrument: issuers are full names, each by itself.
    """
    issuers, evidence = _read_issuers(paper, law)
    is_dated_law = law is not None and any(event.authority for event in law.events)
    is_approved = law is not None and any(
        event.act is EventKind.APPROVED and event.date for event in law.events
    )
    mark = _stage_of_names(paper) or _stage_of_lines(
        paper,
        adopted=is_dated_law,
        approved=is_approved,
    )
    if mark is not None:
        return Instrument(
            mark[0],
            mark[1],
            issuers,
        )
    if issuers and evidence is not None:
        return Instrument(
            TextStage.ADOPTED,
            evidence,
            issuers,
        )
    return _unsigned(paper, paper.author)


def _stage_of_names(paper: PaperText) -> tuple[TextStage, Evidence] | None:
    """What markup, title, file name or metadata call the paper."""
    if paper.declared == "bill":
        return TextStage.DRAFT, Evidence("markup", paper.declared)
    for source, name in (
        ("title", paper.title),
        *(("file name or metadata", name) for name in paper.names),
    ):
        bare = _SPACES.sub("", name)
        for rule, stage, pattern in _STAGES:
            if source != "title" and stage not in (TextStage.DRAFT, TextStage.CONSULTATION):
                continue
            match = pattern.search(bare)
            if match is None or _is_adopted_all_the_same(
                stage,
                bare,
                match,
            ):
                continue
            return stage, Evidence(f"{source}: {rule}", match[0][:60])
    return None


def _is_adopted_all_the_same(
    stage: TextStage,
    title: str,
    mark: re.Match[str],
) -> bool:
    """Whether a title only speaks of such a paper: 关于印发《…会议纪要》的通知, 最高人民法院…会议纪要."""
    is_order = re.search(
        r"(?:通知|决定|令|决议|批复|办法|条例|规定|法|规则|细则|准则|章程)(?:[（(][^（）()]*[)）])?$",
        title,
    )
    if stage is TextStage.CONSULTATION:
        return False
    if stage is TextStage.DRAFT:
        is_inside = mark.end() <= title.rfind("》") + 1
        return bool(is_order) and is_inside and not title.endswith("通知")
    if stage is TextStage.NO_ACT:
        is_plain = bool(is_order) and not re.search("[？?]|译", title)
        return is_plain or (title.startswith("最高人民法院") and "纪要" in title)
    return False


def _stage_of_lines(
    paper: PaperText,
    *,
    adopted: bool,
    approved: bool,
) -> tuple[TextStage, Evidence] | None:
    """What lines near the head and at the end say of the paper."""
    behind_title = paper.title_lines.stop if paper.title_lines else 0
    head = paper.lines[: behind_title + _HEAD_LINES]
    tail = paper.lines[max(behind_title, len(paper.lines) - _TAIL_LINES) :]
    notes = {line.start for line in notes_of_paper(paper.lines, paper.end)}
    notes_above = [line for line in head if line.start in notes]
    notes_below = [line for line in tail if line.start in notes]
    found = (
        _mark_below(notes_above)
        or _consulted((*_foreword(paper), *notes_below))
        or _translated((*notes_above, *notes_below))
        or (None if approved else _unpublished(notes_above, (*head, *tail)))
        or _not_genuine((*notes_above, *notes_below))
        or _example(paper, behind_title, notes)
    )
    if found or adopted:
        return found
    return _sort_of_text((*paper.lines[: behind_title + _OPENING_LINES], *tail))


def _mark_below(head: Sequence[TextLine]) -> tuple[TextStage, Evidence] | None:
    """The mark of a draft on a line of its own."""
    for line in head:
        match = _MARK_LINE.match(line.text.strip())
        if match:
            stage = TextStage.CONSULTATION if "意见" in match["mark"] else TextStage.DRAFT
            return stage, _evidence("mark below the title", line)
    return None


def _consulted(lines: Sequence[TextLine]) -> tuple[TextStage, Evidence] | None:
    """A foreword or an end that asks for opinions."""
    for line in lines:
        if "意见" not in line.text and "尚未" not in line.text:
            continue
        if _FOREWORD.search(line.text) and not line.opens_article():
            return TextStage.CONSULTATION, _evidence("foreword", line)
    return None


def _translated(lines: Sequence[TextLine]) -> tuple[TextStage, Evidence] | None:
    for line in lines:
        is_note = len(line.text) <= _LONGEST_NOTE and not line.opens_article()
        has_word = "译" in line.text or "参考" in line.text
        if is_note and has_word and _TRANSLATION.search(line.text):
            return TextStage.NO_ACT, _evidence("translation", line)
    return None


def _unpublished(
    notes: Sequence[TextLine], ends: Sequence[TextLine]
) -> tuple[TextStage, Evidence] | None:
    """A note that the promulgation or the approval is to come, or a decision that says so."""
    for line in notes:
        if _UNPUBLISHED.search(line.text) and not line.opens_article():
            return TextStage.UNPUBLISHED, _evidence("not published", line)
    for line in ends:
        if "后" in line.text and _WAITS.search(line.text):
            return TextStage.UNPUBLISHED, _evidence("not published", line)
    return None


def _not_genuine(lines: Sequence[TextLine]) -> tuple[TextStage, Evidence] | None:
    """A line above or below the text that takes its earnest away; titles of norms are none."""
    for line in lines:
        words = line.text.strip()
        if len(words) > _LONGEST_NOTE or line.row or line.opens_article():
            continue
        if _NOT_GENUINE.search(words) and not is_norm_title(words):
            return TextStage.NO_ACT, _evidence("not genuine", line)
    return None


def _example(
    paper: PaperText,
    behind_title: int,
    notes: Collection[int],
) -> tuple[TextStage, Evidence] | None:
    """Words around a text that is shown as an example: 例文一, 【评析】, 机关系虚构."""
    first = next((index for index, line in enumerate(paper.lines) if line.opens_article()), None)
    above = behind_title + _HEAD_LINES
    above = above if first is None else min(above, first)
    has_word = _EXAMPLE_WORDS.search(paper.text) is not None
    lines = paper.lines if has_word else paper.lines[:above]
    for index, line in enumerate(lines):
        words = line.text.strip()
        if len(words) > _LONGEST_NOTE or line.row or index in paper.title_lines:
            continue
        is_model = index < above and not line.opens_division() and _EXAMPLE_ABOVE.search(words)
        found = _EXAMPLE.search(words)
        # 【评析】 opens remarks wherever it stands; 为虚构 inside an article is its own word
        is_remark = found is not None and (found[0][0] in _OPENING_BRACKETS or line.start in notes)
        if is_model or is_remark:
            return TextStage.NO_ACT, _evidence("example", line)
    return None


def _sort_of_text(lines: Sequence[TextLine]) -> tuple[TextStage, Evidence] | None:
    """The sort of a paper that is no act, by lines that only such papers have."""
    counts: Counter[str] = Counter()
    for line in lines:
        if len(line.text) > _LONGEST_BYLINE:
            continue
        for rule, pattern in _NO_ACT_LINES:
            if not pattern.search(line.text.strip()):
                continue
            counts[rule] += 1
            if counts[rule] >= _FEW.get(rule, 1):
                return TextStage.NO_ACT, _evidence(rule, line)
    return None


def _foreword(paper: PaperText) -> Iterator[TextLine]:
    """The lines before the first article."""
    start = paper.title_lines.stop if paper.title_lines else 0
    for line in paper.lines[start : start + _FOREWORD_LINES]:
        if line.opens_article():
            return
        yield line


def _evidence(rule: str, line: TextLine) -> Evidence:
    words = line.text[:200]
    return Evidence(
        rule,
        words,
        Span(line.start, line.start + len(words)),
    )


def _unsigned(paper: PaperText, author: str) -> Instrument:
    """A paper without a body: one with an author is no act."""
    if author and paper.kind not in _NORMS:
        return Instrument(TextStage.NO_ACT, Evidence("byline", author[:200]))
    return Instrument(TextStage.UNKNOWN, Evidence("none", ""))


_NORMS = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
    }
)


def _read_issuers(paper: PaperText, law: Law | None) -> tuple[tuple[str, ...], Evidence | None]:
    """The bodies that head note, order, title or signature name, and the words that do."""
    titled = _title_bodies(paper.title)
    if law is not None and law.authority is not None:
        names = law.authority.value.split("、")
        bodies = split_bodies("、".join(_ASSEMBLY.sub("", name) for name in names))
        if not set(bodies) < set(titled) and not _contradict(titled, bodies):
            return tuple(bodies), law.authority.evidence
    if titled:
        return tuple(titled), Evidence("title: maker", paper.title[:200])
    return _of_order(paper, law) or _signed(paper)


def _contradict(titled: Sequence[str], noted: Sequence[str]) -> bool:
    """Whether title and head note name bodies of which none can be another's short name.

    Then the paper says itself that the body of its title decides, and not the one of its note.
    """
    if not titled:
        return False
    return not any(
        _is_short_for(short, full) or _is_short_for(full, short)
        for short in titled
        for full in noted
    )


def _is_short_for(short: str, full: str) -> bool:
    """Whether the characters of a name stand in another in their order: 省政府, 青屏省人民政府."""
    place = 0
    for character in short:
        place = full.find(character, place) + 1
        if not place:
            return False
    return True


def _of_order(paper: PaperText, law: Law | None) -> tuple[tuple[str, ...], Evidence] | None:
    """The bodies that the head of an order names, or its text, or its number."""
    for index, line in enumerate(paper.lines[: paper.body]):
        match = _ORDER_HEAD.match(_SPACES.sub("", line.text))
        body = match["body"].replace(STATE, "") if match else ""
        if _is_body(body):
            return tuple(split_bodies(body)), _evidence("head of the order", line)
        dated = DATE.search(line.text)
        if index not in paper.title_lines and dated:
            named = name_body(line.text[dated.end() :])
            if named:
                return tuple(split_bodies(named)), _evidence("head note", line)
    for line in paper.lines[: paper.body + 3]:
        match = _BY.search(line.text)
        named = name_body(match["body"].partition("于")[0] + "通过") if match else None
        if named:
            return tuple(split_bodies(named)), _evidence("head of the order", line)
    number = law.number if law is not None else None
    body = number.value.partition("令")[0] if number is not None and "令" in number.value else ""
    if number is not None and _is_body(body):
        return tuple(split_bodies(body)), number.evidence
    return None


def _signed(paper: PaperText) -> tuple[tuple[str, ...], Evidence | None]:
    """The bodies that sign, one below the other."""
    bodies: list[str] = []
    first: TextLine | None = None
    for line in paper.lines[paper.end :]:
        words = _SPACES.sub("", line.text)
        if DATE.search(words):
            words = DATE.sub("", words)
        if words and len(words) <= 40 and _is_body(words):
            bodies += split_bodies(words)
            first = first or line
    if first is None:
        return (), None
    return tuple(dict.fromkeys(bodies)), _evidence("signature", first)


def _title_bodies(title: str) -> list[str]:
    """The bodies with which a title begins: 青岩市羽毛球协会关于….

    Returns:
        Nothing where what stands before 关于 is no body.
    """
    bare = _SPACES.sub(" ", title.strip())
    match = _TITLE_BODY.match(bare)
    if match is None:
        return []
    words = match["body"].replace(STATE, "").strip(" 、")
    words = re.sub(
        r"第[零〇一二三四五六七八九十百\d]+届|第[零〇一二三四五六七八九十百\d]+次会议",
        "",
        words,
    )
    bodies = split_bodies(words)
    if bodies and all(_is_body(body) for body in bodies):
        return bodies
    return []


def _is_body(name: str) -> bool:
    return 2 < len(name) <= 40 and _BODY_END.search(name) is not None and not _NO_BODY.match(name)
