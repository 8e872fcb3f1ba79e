"""Whose law a text is: mainland, Taiwan, Hong Kong, Macao, another country, or unknown.

It comes from the issuer, the number, the calendar, the place names and what the text calls itself,
all in its head, title and signature. The script says nothing: a mainland newspaper in traditional
characters stays mainland, and a text about Taiwan's courts by the Supreme Court is mainland law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.simplified import simplify
from corpus.notation.territories import COUNTRIES
from corpus.notation.work_keys import STATE
from corpus.records import Evidence, Jurisdiction, Span, Stated
from law.structure.issuers import MASK, mask_titles
from law.structure.lines import TextLine

_HEAD_LINES = 24
_LONGEST_LINE = 160
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|内蒙古|广西|西藏|宁夏|新疆"
)
_TAIWAN_PLACES = "台湾省|台北|新北|桃园|台中|台南|高雄|基隆|新竹|嘉义|苗栗|彰化|南投|云林|屏东|宜兰|花莲|台东|澎湖|金门|连江"

# Each pattern is read in one line of the head, in simplified characters.
_MAINLAND = re.compile(
    r"^《?中华人民共和国|中华人民共和国(?:国务院|主席|最高|[\u4e00-\u9fff]{1,16}部|[\u4e00-\u9fff]{1,16}(?:总局|委员会))"
    r"|全国人民代表大会|全国人大常委会|(?<!台湾)人民代表大会|国务院|最高人民法院|最高人民检察院|人民法院|人民检察院"
    r"|人大常委会|人民政府|(?:住房和城乡建设|人力资源和社会保障|自然资源|市场监督管理|退役军人事务|应急管理)(?:厅|局|委员会)|街道办事处|中共中央|中国共产党|中华全国总工会|总工会|政务院|中央军事委员会"
    r"|[\u4e00-\u9fff]{2,10}〔(?:19|20)\d{2}〕\s*\d{1,5}\s*号"
    r"|(?:国发|国办发|国函|法释|法发|高检发|人社部发|劳社部发|劳部发|财税|总工发)[〔（\[]\d{4}"
    rf"|^(?:{PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)"
    r"|(?:自治州|自治旗|自治县)"
    r"|[\u4e00-\u9fff](?:部|总局|局|委员会|总社|署|银行|办公室|市|县|区|省)令\s*(?:[（〔(\[]?\d{4}|第)"
    r"|国家[\u4e00-\u9fff]{1,16}(?:总局|局|委员会|部)|中国[\u4e00-\u9fff]{1,16}(?:委员会|人民银行)|劳动(?:人事)?争议仲裁|铁路运输法院|海事法院|互联网法院|金融法院"
)
_TAIWAN = re.compile(
    r"华总[（(]?[一二三]?[)）]?[\u4e00-\u9fff]{0,2}字|总统.{0,20}令\s*(?:制定|修正|公布|废止)|总统[（(]?\d{1,3}[)）]?华总"
    r"|立法院.{0,30}(?:三读|通过|会议)|^(?:行政院|考试院|司法院|监察院|立法院)"
    r"|(?:行政院|考试院|司法院|监察院)[\u4e00-\u9fff]{0,12}(?:令|院[台授]\S{0,8}字)"
    r"|中华民国(?:\s*[一二三四五六七八九十百]{1,5}|\s*\d{2,3})\s*年|民国\s*(?:[4-9]\d|1\d\d|四十|五十|六十|七十|八十|九十|一百)[一二三四五六七八九十〇○零\d]*\s*年"
    r"|台湾[\u4e00-\u9fff]{2,4}(?:地方|高等|少年及家事)法院|^(?:最高行政|智慧财产(?:及商业)?|[\u4e00-\u9fff]{2,4}高等行政)法院"
    rf"|^(?:{_TAIWAN_PLACES})(?:市|县|特别市)?(?:政府|议会|[\u4e00-\u9fff]{{1,24}}自治(?:条例|规则))|台湾地区法规"
)
_HONG_KONG = re.compile(
    r"香港法例|第\s*\d{1,4}[A-Z]{0,3}\s*章|(?:由|经)\s*\d{4}\s*年第\s*\d+\s*号(?:法律公告|条例|第)|\d{4}\s*年第\s*\d+\s*号(?:法律公告|第\s*\d+\s*条修订)"
    r"|香港(?:特别行政区)?(?:立法会|政府|行政长官|法院|高等法院|终审法院|宪报)|^香港特别行政区(?!基本法|维护国家安全法|驻军法)"
    r"|L\.N\.\s*\d+\s*of\s*\d{4}|^Cap\.?\s*\d+|Hong Kong"
)
_MACAO = re.compile(
    r"第\s*\d{1,3}\s*/\s*(?:19|20)\d{2}\s*号\s*(?:法律|行政法规|行政长官批示|经济财政司|社会文化司|行政命令)"
    r"|第\s*\d{1,3}\s*/\s*\d{2}\s*/\s*M\s*号(?:法律|法令)?|澳门(?:特别行政区)?(?:立法会|政府|行政长官|法院|公报)|^澳门特别行政区(?!基本法|驻军法)"
)
_FOREIGN = re.compile(
    r"(?P<state>[\u4e00-\u9fff]{2,14}?(?:社会主义|人民|民主|联邦|合众|阿拉伯|伊斯兰|联合)*(?:共和国|合众国|王国|大公国|酋长国|苏丹国))"
    r"|第?[一二三四五六七八九十\d]{1,4}届国会|国会(?:第|通过|批准|审议)|(?:联邦议院|联邦议会|国家杜马|联邦委员会|众议院|参议院|议会两院|最高苏维埃).{0,20}(?:通过|批准|公布)?"
    r"|(?:昭和|平成|令和|大正|明治)\s*(?:元|[一二三四五六七八九十]{1,3}|\d{1,2})\s*年|法律第[一二三四五六七八九十百〇\d]{1,5}号[（(]?(?:昭和|平成|令和|大韩)?"
    r"|Public Law \d|Act of (?:Parliament|Congress)|大韩民国|日本国(?!籍)|敕令|天皇"
)
_FOREIGN_TITLE = re.compile(
    rf"^[《（(\[【]?(?:{COUNTRIES})(?:联邦|共和国|国家)?[)）\]】]?(?![和与及、籍人裔驻])[\u4e00-\u9fff]{{0,24}}(?:法|法典|宪法|条例|法令|法案)(?:[（(].{{1,20}}[)）])?$"
)
_BODY: tuple[tuple[Jurisdiction, re.Pattern[str]], ...] = (
    (
        Jurisdiction.TAIWAN,
        re.compile(
            r"在中央为[\u4e00-\u9fff]{2,12}[；;]|直辖市为直辖市政府|在县（市）为县（市）政府"
        ),
    ),
    (Jurisdiction.HONG_KONG, re.compile(r"本(?:条例|规例|规则)可(?:引称为|称为)")),
    (
        Jurisdiction.MAINLAND,
        re.compile(
            r"中华人民共和国(?:境内|领域|领海)|(?:根据|依照|依据|遵照)《中华人民共和国|[本各全](?:省|自治区)|国务院"
            r"|(?:各级|县级以上|省级|以上|地方)人民政府|人民法院|人民检察院|社会主义市场经济"
        ),
    ),
)
"""What only the body says, where head and title say nothing."""
_BODY_LENGTH = 3000
_HYPHENATED = re.compile(r"^第\s*\d+\s*-\s*\d+\s*条")
_RULES: tuple[tuple[Jurisdiction, re.Pattern[str]], ...] = (
    (Jurisdiction.TAIWAN, _TAIWAN),
    (Jurisdiction.HONG_KONG, _HONG_KONG),
    (Jurisdiction.MACAO, _MACAO),
    (Jurisdiction.FOREIGN, _FOREIGN),
)
_ANY = re.compile(
    "|".join(
        re.sub(
            r"\?P<\w+>",
            "?:",
            rule.pattern,
        )
        for _, rule in _RULES
    )
)


def read_jurisdiction(
    title: str,
    note: Sequence[TextLine],
    lines: Sequence[TextLine] = (),
    body: str = "",
) -> Stated | None:
    """Find whose law a text is.

    Args:
        title: The title of the document.
        note: The lines above its body and those of its signature.
        lines: All its lines, of a legal text.
        body: The text of the document, of a legal text.

    Returns:
        The jurisdiction with the words that say so; None where nothing says it.
    """
    named = simplify(
        re.sub(
            r"\s+",
            "",
            title,
        )
    )
    if match := _FOREIGN_TITLE.match(named):
        return Stated(Jurisdiction.FOREIGN.value, Evidence("title", match[0]))
    for line in note[:_HEAD_LINES]:
        if len(line.text) <= _LONGEST_LINE:
            found = _of_words(simplify(line.text), line)
            if found is not None:
                return found
    return _of_words(named, None) or _of_label(lines) or _of_body(body)


def _of_body(body: str) -> Stated | None:
    """The jurisdiction by what the first articles say."""
    words = simplify(body[:_BODY_LENGTH])
    for jurisdiction, pattern in _BODY:
        if match := pattern.search(words):
            return Stated(
                jurisdiction.value,
                Evidence(
                    "body",
                    match[0],
                    Span(*match.span()),
                ),
            )
    return None


def _of_words(words: str, line: TextLine | None) -> Stated | None:
    """The jurisdiction that a line of the head, or the title, states.

    What made the text counts before what the text is about: of 最高人民法院关于认可台湾地区法院判决的规定 the
    issuer is the first name.
    """
    mainland = _MAINLAND.search(words)
    own = mask_titles(words) if line is not None else words
    own = own.replace(STATE, MASK * len(STATE))
    other = _ANY.search(own)
    if mainland is None and other is None:
        return None
    rule = "head note" if line is not None else "title"
    if other is None or (mainland is not None and mainland.start() <= other.start()):
        assert mainland is not None
        return _stated(
            Jurisdiction.MAINLAND,
            rule,
            mainland,
            line,
        )
    for jurisdiction, pattern in _RULES:
        match = pattern.match(own, other.start())
        if match is not None:
            return _stated(
                jurisdiction,
                rule,
                match,
                line,
            )
    return None


def _stated(
    jurisdiction: Jurisdiction,
    rule: str,
    match: re.Match[str],
    line: TextLine | None,
) -> Stated:
    span = None
    if line is not None:
        span = Span(line.start + match.start(), line.start + match.end())
    return Stated(
        jurisdiction.value,
        Evidence(
            rule,
            match[0],
            span,
        ),
    )


def _of_label(lines: Sequence[TextLine]) -> Stated | None:
    """Taiwan, where articles are numbered 第 2-1 條: mainland law writes 第二条之一."""
    for line in lines:
        if not line.text.startswith("第") or "條" not in line.text[:16]:
            continue
        if match := _HYPHENATED.match(simplify(line.text)):
            words = line.text[: match.end()]
            span = Span(line.start, line.start + match.end())
            return Stated(
                Jurisdiction.TAIWAN.value,
                Evidence(
                    "article label",
                    words,
                    span,
                ),
            )
    return None
