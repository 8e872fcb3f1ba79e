"""Files of several texts: each text is a work, and no article of one is an article of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from tests.law.several_texts_inputs.cases import CASES
from tests.law.several_texts_inputs.files import file_of
from tests.law.several_texts_inputs.reading import ReadFile, Works, flat, mistakes, read_file
from tests.law.several_texts_inputs.second_batch import SECOND_CASES
from tests.law.several_texts_inputs.texts import SeveralCase, articles, expected

_CASES = [*CASES, *SECOND_CASES]
_FILES = [(case, form) for case in _CASES for form in case.forms]
_IDS = [f"{case.name} in {form}" for case, form in _FILES]


@cache
def _read(text: str, form: str) -> ReadFile:
    return read_file(file_of(text, form), f"file.{form}")


@pytest.mark.parametrize(("case", "form"), _FILES, ids=_IDS)
def test_each_text_is_a_work_with_its_own_articles(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    assert mistakes(found.works, case.works) == []
    assert list(found.broken) == []
    assert found.covered == 1.0


@pytest.mark.parametrize(("case", "form"), _FILES, ids=_IDS)
def test_what_is_odd_is_reported_and_nothing_else(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    assert set(case.findings) <= found.codes
    assert not set(case.lacks) & found.codes


@pytest.mark.parametrize(
    ("case", "form"),
    [(case, form) for case, form in _FILES if case.old],
    ids=[name for name, (case, _) in zip(_IDS, _FILES, strict=True) if case.old],
)
def test_old_text_is_kept_and_is_no_article(case: SeveralCase, form: str) -> None:
    found = _read(case.text, form)
    articles = [words for work in found.works.values() for words in work.values()]
    passages = list(_passages(found))
    for words in map(flat, case.old):
        assert any(words in passage for passage in passages)
        assert not any(words in article for article in articles)


def _passages(found: ReadFile) -> Iterator[str]:
    for document in found.structures:
        for unit in document.units:
            yield flat(found.text[unit.start : unit.end])


@pytest.mark.parametrize(
    ("case", "form"),
    [(case, form) for case, form in _FILES if case.numbers or case.dates or case.issuers],
    ids=[
        name
        for name, (case, _) in zip(_IDS, _FILES, strict=True)
        if case.numbers or case.dates or case.issuers
    ],
)
def test_each_work_has_its_own_number_day_and_issuers(case: SeveralCase, form: str) -> None:
    works = {work.title: work for work in _read(case.text, form).structures}
    numbers = {
        title: work.law.number.value
        for title, work in works.items()
        if work.law is not None and work.law.number is not None
    }
    issuers = {
        title: work.instrument.issuers
        for title, work in works.items()
        if work.instrument is not None
    }
    assert {title: numbers.get(title) for title in case.numbers} == case.numbers
    assert {title: works[title].date for title in case.dates} == case.dates
    assert {title: issuers.get(title) for title in case.issuers} == case.issuers


_NOTE = "（2019年3月2日澄湾市人民政府令第{number}号公布）"
_ORDER = (
    "澄湾市人民政府令\n第{number}号\n《{title}》已经市人民政府常务会议通过，现予公布，自2019年5月1日起施行。\n"
    "市长 秦望\n2019年3月2日"
)
_NOTICE = (
    "澄湾市人民政府关于印发《{title}》的通知\n澄府发〔2019〕{number}号\n各区人民政府：\n"
    "现将《{title}》印发给你们，请遵照执行。\n澄湾市人民政府\n2019年4月8日"
)
_PAPER = (
    "澄湾市航务局关于检查{about}的通知\n澄航〔2019〕{number}号\n各区航务局：\n{about}应当在年底前检查。\n"
    "澄湾市航务局\n2019年6月2日"
)
_SUBJECTS = ("渡船", "船闸", "栈桥", "浮标", "缆绳", "灯塔", "渔港", "驳船")


def _mixed(random: Random) -> tuple[str, Works]:
    """A gazette of some texts in any order, and the works that it holds."""
    blocks = ["澄湾市人民政府公报\n2019年第4期"]
    works: Works = {}
    for number, about in enumerate(random.sample(_SUBJECTS, random.randint(2, 6)), 1):
        sort = random.choice(["note", "order", "notice", "annex", "paper"])
        if sort == "paper":
            blocks.append(_PAPER.format(about=about, number=number))
            works[f"澄湾市航务局关于检查{about}的通知"] = {}
            continue
        title = f"澄湾市{about}管理{random.choice(['规定', '办法', '细则', '规则'])}"
        count = random.randint(3, 7)
        above = {
            "note": "",
            "order": _ORDER.format(title=title, number=number),
            "notice": _NOTICE.format(title=title, number=number),
            "annex": f"{_NOTICE.format(title=title, number=number)}\n附件",
        }[sort]
        note = _NOTE.format(number=number) if sort == "note" else ""
        chapter = random.choice(["", "第一章 总则"])
        blocks.append("\n".join([above, title, note, chapter, articles(about, count)]))
        works[title] = expected(about, count)
    return "\n".join(blocks), works


@pytest.mark.parametrize("seed", range(60))
def test_texts_in_any_order_keep_their_articles(seed: int) -> None:
    text, works = _mixed(Random(seed))
    found = _read(text, ("txt", "html")[seed % 2])
    assert mistakes(found.works, works) == []
    assert list(found.broken) == []


@pytest.mark.parametrize("number", [1, 16])
def test_the_cost_grows_with_the_text(number: int) -> None:
    """A file of many rules is cut once, and not once for each rule."""
    text = "\n".join(
        f"澄湾市{about}{index}号规定\n{_NOTE.format(number=index)}\n{articles(about, 3)}"
        for index in range(1, number * 2 + 1)
        for about in _SUBJECTS[:2]
    )
    assert len(_read(text, "txt").structures) == number * 4


_VALID = "澄湾市渡船管理规定\n第一条 为了管理渡船，制定本规定。\n第二条 渡船应当登记。\n第三条 本规定自2019年5月1日起施行。\n"
_OLD_END = "第三条 本规定自2001年5月1日起施行。《澄湾市摆渡规定》同时废止。"
_BESIDE = {
    "earlier": f"附：修改前的条文\n第一条 旧条文。\n第二条 旧条文二。\n{_OLD_END}",
    "compared": f"修改前\t修改后\n{_OLD_END}\t第三条 本规定自2030年5月1日起施行。",
    "deleted": f"{_OLD_END.replace('第三条', '第四条')}\n（根据2020年6月1日的决定删去）",
}


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize("beside", _BESIDE.values(), ids=_BESIDE)
def test_old_text_states_no_day_and_no_act_of_the_law(beside: str, form: str) -> None:
    (law,) = _read(_VALID + beside, form).structures
    assert law.begins == "2019-05-01"
    assert law.acts == ()


@pytest.mark.parametrize(
    ("notice", "issuer"),
    [
        (
            "澄湾市航务局关于印发《{title}》的通知\n各区：\n现印发给你们。\n2019年4月8日",
            "澄湾市航务局",
        ),
        (
            "关于印发《{title}》的通知\n各区：\n现印发给你们。\n澄湾市航务局\n2019年4月8日",
            "澄湾市航务局",
        ),
        (
            "澄湾市航务局文件\n关于印发《{title}》的通知\n各区：\n现印发给你们。\n2019年4月8日",
            "澄湾市航务局",
        ),
        ("关于印发《{title}》的通知\n各区：\n现印发给你们。", ""),
        ("关于转发《{title}》的通知\n各区：\n现转发给你们。\n澄湾市航务局\n2019年4月8日", ""),
    ],
    ids=["title", "signature", "banner", "nobody", "forwarded"],
)
def test_a_notice_gives_its_rule_the_issuer(notice: str, issuer: str) -> None:
    title = "澄湾市渡船管理规定"
    text = f"{notice.format(title=title)}\n{title}\n{articles('渡船')}"
    last = _read(text, "txt").structures[-1]
    assert last.instrument is not None
    assert last.instrument.issuers == ((issuer,) if issuer else ())
