"""Akoma Ntoso: numbers, headings and dates as the markup declares them; other XML stays as it is."""

from __future__ import annotations

from tests.ingestion.format_inputs.cases import FormatCase

_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_META = (
    '<meta><identification source="#ed"><FRBRWork><FRBRthis value="/akn/lx/act/2011/7/!main"/>'
    '<FRBRuri value="/akn/lx/act/2011/7"/><FRBRdate date="2011-03-04" name="Enactment"/>'
    '<FRBRauthor href="#parliament"/><FRBRcountry value="lx"/><FRBRnumber value="7"/></FRBRWork>'
    '<FRBRExpression><FRBRuri value="/akn/lx/act/2011/7/eng@2015-06-01"/>'
    '<FRBRdate date="2015-06-01" name="Amendment"/><FRBRlanguage language="eng"/></FRBRExpression>'
    '<FRBRManifestation><FRBRdate date="2020-10-10" name="markup"/></FRBRManifestation>'
    '</identification><publication date="2011-03-09" name="Gazette" number="12"/>'
    '<references source="#ed"><TLCOrganization eId="parliament" href="/o/1" '
    'showAs="Parliament of Lanxi"/></references></meta>'
)


def _act(body: str, *, preface: str = "", meta: str = _META, kind: str = "act") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><akomaNtoso xmlns="{_AKN}"><{kind} name="act">'
        f"{meta}{preface}<body>{body}</body></{kind}></akomaNtoso>"
    ).encode()


def _title(title: str, more: str = "") -> str:
    return f"<preface><longTitle><p><docTitle>{title}</docTitle>{more}</p></longTitle></preface>"


def _unit(kind: str, number: str, heading: str, text: str) -> str:
    head = f"<heading>{heading}</heading>" if heading else ""
    return f"<{kind}><num>{number}</num>{head}<content><p>{text}</p></content></{kind}>"


_SECTIONS = "".join(
    (
        "<part><num>Part 1</num><heading>General</heading>",
        _unit("section", "1.", "Short title", "This Act is the Lanxi Jetty Act."),
        _unit("section", "2.", "Scope", "It applies to every jetty in Lanxi."),
        _unit("section", "2A.", "Floating jetties", "A floating jetty is a jetty."),
        "</part><part><num>Part 2</num><heading>Duties</heading>",
        (
            "<section><num>3.</num><heading>Registration</heading><subsection><num>(1)</num><content>"
            "<p>Every jetty must be registered.</p></content></subsection><subsection><num>(2)</num>"
            "<content><p>The register is public.</p></content></subsection></section></part>"
        ),
    )
)
_EXPECTED = {
    "1": "Lanxi Jetty Act",
    "2": "every jetty in Lanxi",
    "2A": "floating jetty",
    "3": "The register is public",
}

ACT_CASES = (
    FormatCase(
        "an act of sections with inserted ones",
        "act.xml",
        _act(_SECTIONS, preface=_title("Lanxi Jetty Act 2011")),
        has=("Parliament of Lanxi",) * 0,
        lacks=("2020-10-10", "/akn/lx"),
        metadata={
            "title": "Lanxi Jetty Act 2011",
            "date": "2015-06-01",
            "date_written": "2011-03-04",
            "date_published": "2011-03-09",
            "issuer": "Parliament of Lanxi",
            "work_uri": "/akn/lx/act/2011/7",
            "language": "eng",
        },
        title="Lanxi Jetty Act 2011",
        date="2015-06-01",
        articles=_EXPECTED,
    ),
    FormatCase(
        "an act without a title in its text",
        "act.xml",
        _act(
            _SECTIONS,
            meta=_META.replace(
                '<FRBRcountry value="lx"/>',
                '<FRBRcountry value="lx"/><FRBRname value="Lanxi Jetty Act"/>',
            ),
        ),
        metadata={"title": "Lanxi Jetty Act"},
        title="Lanxi Jetty Act",
        articles=_EXPECTED,
    ),
    FormatCase(
        "a regulation of articles",
        "act.xml",
        _act(
            _unit("article", "Article 1", "", "This Regulation governs the quays of Lanxi.")
            + _unit("article", "Article 2", "Fees", "The fee for a quay is stated in the annex.")
            + _unit("article", "Article 3", "", "Article 1 applies to jetties as well."),
            preface=_title("Lanxi Quay Regulation"),
        ),
        title="Lanxi Quay Regulation",
        articles={"1": "quays of Lanxi", "2": "stated in the annex", "3": "applies to jetties"},
    ),
    FormatCase(
        "a rule in Chinese with chapters",
        "act.xml",
        _act(
            "<chapter><num>第一章</num><heading>总则</heading>"
            + _unit("article", "第一条", "", "为了规范码头，制定本办法。")
            + _unit("article", "第二条", "", "码头应当登记。")
            + "</chapter><chapter><num>第二章</num><heading>附则</heading>"
            + _unit("article", "第三条", "", "本办法自2014年5月1日起施行。")
            + "</chapter>",
            preface=_title("澜溪市码头办法", "<docNumber>澜溪市人民政府令第77号</docNumber>"),
            meta=_META.replace("eng", "zho").replace("2015-06-01", "2014-03-20"),
        ),
        metadata={"document_number": "澜溪市人民政府令第77号"},
        title="澜溪市码头办法",
        number="澜溪市人民政府令第77号",
        date="2014-03-20",
        articles={"1": "为了规范码头", "2": "码头应当登记", "3": "2014年5月1日"},
    ),
    FormatCase(
        "numbers alone in a Chinese rule",
        "act.xml",
        _act(
            _unit("article", "1", "", "为了规范码头，制定本办法。")
            + _unit("article", "2", "", "码头应当登记。"),
            preface=_title("澜溪市码头办法"),
            meta=_META.replace("eng", "zho"),
        ),
        title="澜溪市码头办法",
        articles={"1": "为了规范码头", "2": "码头应当登记"},
    ),
    FormatCase(
        "a prefix before the names of the elements",
        "act.xml",
        _act(_SECTIONS, preface=_title("Lanxi Jetty Act"))
        .replace(b"<", b"<an:")
        .replace(b"<an:/", b"</an:")
        .replace(b"<an:?", b"<?")
        .replace(b"xmlns=", b"xmlns:an="),
        title="Lanxi Jetty Act",
        articles=_EXPECTED,
    ),
    FormatCase(
        "an older name space without a namespace prefix, named .txt",
        "act.akn",
        _act(_SECTIONS, preface=_title("Lanxi Jetty Act")).replace(b"akn/3.0", b"akn/2.0"),
        title="Lanxi Jetty Act",
        articles=_EXPECTED,
    ),
    FormatCase(
        "a table and a list of items in a section",
        "act.xml",
        _act(
            _unit("section", "1.", "Name", "This Act is the Lanxi Jetty Act.")
            + "<section><num>2.</num><heading>Fees</heading><intro><p>The fees are:</p></intro>"
            "<paragraph><num>(a)</num><content><p>for a jetty, 10;</p></content></paragraph>"
            "<paragraph><num>(b)</num><content><p>for a quay, 20.</p></content></paragraph>"
            "<wrapUp><p>They are due yearly.</p></wrapUp></section>"
            "<section><num>3.</num><heading>Zones</heading><content><table><tr><td><p>Zone</p></td>"
            "<td><p>Fee</p></td></tr><tr><td><p>North</p></td><td><p>30</p></td></tr></table>"
            "</content></section>",
            preface=_title("Lanxi Jetty Act"),
        ),
        has=("(a) for a jetty, 10;", "North | 30"),
        articles={"1": "Lanxi Jetty Act", "2": "They are due yearly", "3": "North"},
    ),
    FormatCase(
        "text that cites another section inside inline markup",
        "act.xml",
        _act(
            _unit("section", "1.", "Name", "This Act is the Lanxi Jetty Act.")
            + _unit(
                "section",
                "2.",
                "Duty",
                'Subject to <ref href="#sec_1">section 1</ref>, a jetty is <b>safe</b>.',
            ),
            preface=_title("Lanxi Jetty Act"),
        ),
        has=("Subject to section 1, a jetty is safe.",),
        articles={"1": "Lanxi Jetty Act", "2": "Subject to section 1"},
    ),
)

UNCHANGED_ACT_CASES = (
    FormatCase(
        "XML of another kind with sections",
        "guide.xml",
        "<guide><title>码头指南</title><section><num>1</num><p>先登记。</p><p>后开放。</p></section>"
        "<section><num>2</num><p>每年检查。</p><p>结果公开。</p></section></guide>".encode(),
        has=("码头指南", "先登记。", "每年检查。"),
        lacks=("Section", "第1条"),
        metadata={"work_uri": None},
    ),
    FormatCase(
        "records in XML",
        "list.xml",
        "<list><item><name>甲码头</name><fee>10</fee></item><item><name>乙码头</name><fee>20</fee>"
        "</item></list>".encode(),
        has=("name：甲码头；fee：10",),
        records=2,
    ),
)
