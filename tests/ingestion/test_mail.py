"""Mails as people get them: what the head says, what the body says, and what came with it."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from corpus.records import DocumentKind
from ingestion.formats.mail import attachments, open_mail, people, sent, text_of
from ingestion.reading import read
from law.structure import structure
from tests.ingestion.documents import lines, removed

HEAD = "From: =?utf-8?B?5p2O5bel?= <li@example.invalid>\r\nTo: office@example.invalid\r\nSubject: {}\r\nDate: Tue, 5 Mar 2024 10:00:00 +0800\r\n"


def mail(
    body: bytes,
    kind: str = "text/plain; charset=utf-8",
    subject: str = "=?utf-8?B?5YWz5LqO5Yqg54+t?=",
    more: str = "",
) -> bytes:
    return (HEAD.format(subject) + more + f"Content-Type: {kind}\r\n\r\n").encode() + body


def body(data: bytes, name: str = "信.eml") -> list[str]:
    """The lines below the head."""
    return [text for _, text in lines(read(data, name))][2:]


def test_names_and_the_day_are_in_the_text_and_addresses_in_the_metadata_alone():
    document = read(mail("请查收。".encode()), "信.eml")
    assert document.text == "关于加班\n发件人：李工；时间：2024-03-05 10:00\n请查收。"
    assert document.metadata["from"] == "李工 <li@example.invalid>"
    assert document.metadata["to"] == "office@example.invalid"
    assert structure(document, "信").date == "2024-03-05"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?gb2312?B?wM22r7rPzaw=?=", "劳动合同"),
        ("=?GBK?Q?=C0=CD=B6=AF_=BA=CF=CD=AC?=", "劳动 合同"),
        ("=?utf-8?B?5Yqz?=\r\n =?utf-8?B?5Yqo?=", "劳动"),
        ("=?utf-8?B?5Yqz5Y==?= =?utf-8?B?iqg=?=", "劳动"),  # cut inside a character
        ("Re: =?utf-8?B?5Yqz?= x", "Re: 劳 x"),
        ("=?x-unknown?B?5Yqz?=", "劳"),
        ("=?utf-8?B?!!!?=", "!!!"),
        ("=?utf-8?B?法?=", "法"),
        ("=?\udcb1?B?5Yqz?=", "劳"),
        ("\udcff\udcff", "\ufffd\ufffd"),
        ("plain", "plain"),
        ("劳动".encode("gbk").decode("ascii", "surrogateescape"), "劳动"),
        ("=?utf-8*zh?B?5Yqz?=", "劳"),
    ],
)
def test_header_text_is_what_a_reader_sees(raw, expected):
    assert text_of(raw) == expected


def encoded(words: str, charset: str = "utf-8") -> str:
    """An encoded word (RFC 2047)."""
    return f"=?{charset}?B?{base64.b64encode(words.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (f"{encoded('李工')} <li@x.invalid>", [("李工", "li@x.invalid")]),
        (f'"{encoded("李工")}" <li@x.invalid>', [("李工", "li@x.invalid")]),
        (f"{encoded('李')}\r\n {encoded('工', 'gbk')} <li@x.invalid>", [("李工", "li@x.invalid")]),
        ("李工 <li@x.invalid>", [("李工", "li@x.invalid")]),
        ("li@x.invalid (李工)", [("李工", "li@x.invalid")]),
        ("a@x.invalid, B <b@x.invalid>", [("", "a@x.invalid"), ("B", "b@x.invalid")]),
        ('"Li, Gong" <li@x.invalid>', [("Li, Gong", "li@x.invalid")]),
        (encoded("李工"), [("", "李工")]),
        ("undisclosed-recipients:;", [("", "undisclosed-recipients:;")]),
        ("", []),
        # what an encoded name says is a name, and never a second address
        (f"{encoded('李工, 工会')} <li@x.invalid>", [("李工, 工会", "li@x.invalid")]),
        (f"{encoded('李工(工会)')} <li@x.invalid>", [("李工(工会)", "li@x.invalid")]),
        (f"{encoded('主席<a@y.invalid>')} <li@x.invalid>", [("主席<a@y.invalid>", "li@x.invalid")]),
    ],
    ids=range(13),
)  # fmt: skip
def test_the_people_in_a_field(field, expected):
    assert people(open_mail(f"From: {field}\r\n\r\n".encode()), "from") == expected


def test_a_name_in_bytes_without_an_encoding_is_read():
    raw = "丂丄丅李工 <li@x.invalid>".encode("gb18030")
    assert people(open_mail(b"From: " + raw + b"\r\n\r\n"), "From") == [
        ("丂丄丅李工", "li@x.invalid")
    ]


def test_people_of_several_fields_of_one_name_are_all_listed():
    message = open_mail(b"To: a@x.invalid\r\nSubject: s\r\nTO: b@x.invalid\r\n\r\n")
    assert [address for _, address in people(message, "to")] == ["a@x.invalid", "b@x.invalid"]
    assert people(message, "Cc") == []


def test_comments_in_comments_without_end_are_a_fault_of_the_mail():
    message = open_mail(f"From: {'(' * 5000}{')' * 5000}\r\n\r\n".encode())
    with pytest.raises(BadInput, match="corrupt: a mail whose From nests too deep"):
        people(message, "From")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Tue, 5 Mar 2024 10:00:00 +0800", "2024-03-05T10:00:00+08:00"),
        ("Tue, 5 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("5 Mar 2024 10:00", "2024-03-05T10:00:00"),
        ("Tue, 35 Mar 2024 10:00:00 +0800", None),
        ("Tue, 5 Mar 2024 10:00:00 +9999", None),
        ("Tue, 5 Mar 99999 10:00:00 +0800", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_when_a_mail_was_sent(date, expected):
    assert sent(open_mail(f"Date: {date}\r\n\r\n".encode())) == expected


def test_a_mail_without_a_date_has_no_day():
    assert sent(open_mail(b"Subject: s\r\n\r\n")) is None


@given(st.text(alphabet="=?_Bbq utf-8李=\r\n\t,<>()\udcc4", max_size=40))
def test_any_header_is_text(raw):
    shown = text_of(raw)
    shown.encode()
    assert shown == shown.strip()


@given(st.text("李工a ,<>@(=?_é", min_size=1, max_size=20), st.sampled_from(["utf-8", "gb18030"]))
def test_an_encoded_word_is_read_as_it_was_written(words, charset):
    assert text_of(encoded(words, charset)) == words.strip()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mail("应当支付。".encode("gbk"), "text/plain; charset=gb2312"), ["应当支付。"]),
        # the charset says the old name
        (mail("应当支付喆。".encode("gb18030"), "text/plain; charset=gb2312"), ["应当支付喆。"]),
        (mail("应当支付工资。".encode("gbk"), "text/plain"), ["应当支付工资。"]),
        (mail("应当支付工资。".encode(), "text/plain; charset=us-ascii"), ["应当支付工资。"]),
        (mail(base64.encodebytes("应当。".encode()), more="Content-Transfer-Encoding: base64\r\n"), ["应当。"]),
        (mail(b"=E5=BA=94=\r\n=E5=BD=93", more="Content-Transfer-Encoding: quoted-printable\r\n"), ["应当"]),
        (mail("<p>应当<b>支付</b></p><table><tr><td>甲</td><td>1</td></tr></table>".encode(), "text/html; charset=utf-8"), ["应当支付", "甲 | 1"]),
        (mail("用人单位 \r\n应当支付。\r\n-- \r\n李工".encode(), "text/plain; charset=utf-8; format=flowed"), ["用人单位 应当支付。", "--", "李工"]),
        (mail("用人单位 \r\n应当支付。".encode(), "text/plain; charset=utf-8; format=flowed; delsp=yes"), ["用人单位应当支付。"]),
        (mail("好的。\r\n> 第一条 应当支付。\r\n> > 第二条 不得拖欠。".encode()), ["好的。", "第一条 应当支付。", "第二条 不得拖欠。"]),
    ],
    ids=["gb2312", "gb18030", "no charset", "wrong charset", "base64", "qp", "html", "flowed", "delsp", "quoted"],
)  # fmt: skip
def test_a_body_is_read_in_its_encoding_and_form(data, expected):
    assert body(data) == expected


def test_of_two_versions_of_a_text_the_page_is_read_and_the_other_counted():
    message = EmailMessage()
    message["Subject"] = "表"
    message.set_content("甲 1")
    message.add_alternative("<table><tr><td>甲</td><td>1</td></tr></table>", subtype="html")
    document = read(message.as_bytes(), "信.eml")
    assert document.text == "表\n甲 | 1"
    assert removed(document)["other version of the same text"] == 1


def test_attachments_are_named_as_their_senders_named_them():
    message = EmailMessage()
    message["Subject"] = "材料"
    message.set_content("见附件。")
    message.add_attachment(
        b"1",
        maintype="application",
        subtype="pdf",
        filename="劳动合同.pdf",
    )
    message.add_attachment(
        "说明".encode(),
        maintype="text",
        subtype="plain",
        filename="说明.txt",
    )
    inner = EmailMessage()
    inner["Subject"] = "原来的/信"
    inner.set_content("原文。")
    message.add_attachment(inner)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    found = list(attachments(open_mail(message.as_bytes())))
    assert [one.name for one in found] == [
        "劳动合同.pdf",
        "说明.txt",
        "原来的／信.eml",
        "attachment-4.png",
    ]
    assert (
        body(found[2].content(), "b.eml")[-1:] == []
        or "原文。" in read(found[2].content(), "b.eml").text
    )
    raw = message.as_bytes().replace(
        b"filename*=utf-8''%E5%8A%B3%E5%8A%A8%E5%90%88%E5%90%8C.pdf",
        b'filename="' + "劳动.pdf".encode("gbk") + b'"',
    )
    assert next(attachments(open_mail(raw))).name == "劳动.pdf"


def test_a_saved_page_is_its_page_and_its_pictures_are_counted():
    page = "--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Location: http://x.invalid/\r\n\r\n<html><title>通知</title><p>应当支付。</p></html>\r\n".encode(
        "gbk"
    )
    data = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x.invalid/a\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    data += page + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    document = read(data, "页.mht")
    assert (document.text, document.metadata["url"], document.metadata["title"]) == (
        "应当支付。",
        "http://x.invalid/a",
        "通知",
    )
    assert removed(document) == {"picture, style or frame of a saved page": 1}
    assert list(attachments(open_mail(data))) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mail(b"x" * 77, more="Content-Transfer-Encoding: base64\r\n"), "corrupt"),
        (mail(b"MIAGCSqGSIb3", "application/pkcs7-mime; smime-type=enveloped-data"), "encrypted"),
        (b"MIME-Version: 1.0\r\n\r\n\r\n", "empty"),
    ],
)
def test_a_mail_that_can_t_be_read_says_why(data, code):
    with pytest.raises(BadInput) as caught:
        read(data, "信.eml")
    assert caught.value.code == code


def test_a_law_in_a_mail_is_not_made_on_the_day_of_the_mail():
    text = "\r\n".join(["云岭市工资条例", *(f"第{n}条 用人单位应当支付工资。" for n in "一二三")])
    found = structure(read(mail(text.encode()), "信.eml"), "信")
    assert [unit.article for unit in found.units if unit.article] == ["第一条", "第二条", "第三条"]
    assert found.date is None


def test_a_mail_that_quotes_a_law_is_none():
    """Neither its subject, which names a law, nor the articles that it asks about make it one."""
    subject = base64.b64encode("咨询《云岭市工资条例》".encode()).decode()
    text = "\r\n".join(
        ["请问下面几条怎么理解？", *(f"第{n}条 用人单位应当支付工资。" for n in ("三", "七", "八"))]
    )
    found = structure(read(mail(text.encode(), subject=f"=?utf-8?B?{subject}?="), "信.eml"), "信")
    assert (found.kind, found.date) == (DocumentKind.DOCUMENT, "2024-03-05")
    assert not any(unit.article for unit in found.units)


@pytest.mark.parametrize(
    "subject", ["关于修改《云岭市工资条例》的决定", "转发：关于修改《云岭市工资条例》的决定"]
)
def test_a_decision_that_a_mail_brings_is_one(subject):
    lines_ = [
        "关于修改《云岭市工资条例》的决定",
        "云岭市人民代表大会常务委员会决定：",
        "一、将第三条修改为：“工资按月支付。”",
        "二、删去第七条。",
    ]
    coded = base64.b64encode(subject.encode()).decode()
    found = structure(
        read(mail("\r\n".join(lines_).encode(), subject=f"=?utf-8?B?{coded}?="), "信.eml"), "信"
    )
    assert found.kind is DocumentKind.DECISION


def test_a_law_below_a_quoted_article_is_whole():
    text = "\r\n".join(
        [
            "请重点看这条：",
            "第五条 工资按月支付。",
            "云岭市工资条例",
            *(f"第{n}条 用人单位应当支付工资。" for n in "一二三"),
        ]
    )
    found = structure(read(mail(text.encode()), "信.eml"), "信")
    assert {"第一条", "第二条", "第三条"} <= {unit.article for unit in found.units}
