"""A citation means law of the citing text's jurisdiction, or says why it has no target."""

from __future__ import annotations

import pytest

from law.citations import (
    CitableVersion,
    CitingPassage,
    CitingText,
    MemoryWorkLookup,
    UnresolvedReason,
    find_in_document,
    named_works,
    resolve_citations,
    works_of_name,
)

JURISDICTIONS = {
    "电车法": "mainland",
    "电车法:1a2b3c4d": "foreign",
    "渡轮基准法": "taiwan",
    "缆车法": "taiwan",
    "缆车法:00000001": "hong kong",
    "香港特别行政区基本法": "mainland",
    "台湾同胞渡轮保护法": "mainland",
    "香港渡轮条例": "hong kong",
    "雪橇法": "foreign",
    "工会法": "mainland",
}
WORKS = [*JURISDICTIONS, "厂规", "厂规:99999999", "厂规:88888888"]
LOOKUP = MemoryWorkLookup.of(
    [(work, CitableVersion(f"{work}@2000-01-01", "2000-01-01")) for work in WORKS],
    [
        (f"{work}@2000-01-01", article, f"{work}/{article}@2000-01-01")
        for work in WORKS
        for article in ("第三条", "第四条")
    ],
    jurisdictions=JURISDICTIONS,
)
NO_WORK = UnresolvedReason.NO_WORK
ELSEWHERE = UnresolvedReason.ELSEWHERE

# Whose law the text is, what it says, and the work of the target or the reason that there is none.
CASES = [
    (None, "依照《电车法》第三条", "电车法"),
    ("mainland", "依照《电车法》第三条", "电车法"),
    ("mainland", "依照电车法第三条", "电车法"),
    ("mainland", "依照《渡轮基准法》第三条", ELSEWHERE),
    (None, "依照《渡轮基准法》第三条", ELSEWHERE),
    ("mainland", "依照渡轮基准法第三条", ELSEWHERE),
    ("taiwan", "依《渡轮基准法》第三条", "渡轮基准法"),
    ("hong kong", "依照《渡轮基准法》第三条", ELSEWHERE),
    ("mainland", "依照《雪橇法》第三条", ELSEWHERE),
    ("mainland", "依照《无轨法》第三条", NO_WORK),
    ("taiwan", "依《无轨法》第三条", NO_WORK),
    # a text that states no jurisdiction counts as one of the mainland, as a work does
    (None, "依照《厂规》第三条", "厂规"),
    ("mainland", "依照《厂规》第三条", "厂规"),
    ("taiwan", "依照《厂规》第三条", ELSEWHERE),
    # other works of a title: not by a bare name in the mainland, inside their jurisdiction they are
    ("foreign", "根据《电车法》第三条", "电车法:1a2b3c4d"),
    ("hong kong", "根据《缆车法》第三条", "缆车法:00000001"),
    ("taiwan", "根据《缆车法》第三条", "缆车法"),
    ("mainland", "根据《缆车法》第三条", ELSEWHERE),
    ("hong kong", "根据《电车法》第三条", ELSEWHERE),
    # words name the place
    ("mainland", "依照《中华人民共和国电车法》第三条", "电车法"),
    ("taiwan", "《中华人民共和国电车法》第三条", "电车法"),
    ("mainland", "越南《电车法》第三条", "电车法:1a2b3c4d"),
    ("mainland", "参照越南的《电车法》第三条", "电车法:1a2b3c4d"),
    ("mainland", "日本《工会法》第三条", ELSEWHERE),
    ("mainland", "本院依照日本《雪橇法》第三条", "雪橇法"),
    ("mainland", "台湾地区《渡轮基准法》第三条", "渡轮基准法"),
    ("mainland", "香港特别行政区《缆车法》第三条", "缆车法:00000001"),
    ("mainland", "越南公司违反《电车法》第三条", "电车法"),
    ("mainland", "赴越南工作的，依照《电车法》第三条", "电车法"),
    # the title names the place
    ("mainland", "依照《香港渡轮条例》第三条", "香港渡轮条例"),
    ("mainland", "依照《香港特别行政区基本法》第三条", "香港特别行政区基本法"),
    ("hong kong", "依照《香港特别行政区基本法》第三条", "香港特别行政区基本法"),
    ("mainland", "依照《台湾同胞渡轮保护法》第三条", "台湾同胞渡轮保护法"),
    ("macao", "依照《香港渡轮条例》第三条", "香港渡轮条例"),
]


def resolve(jurisdiction: str | None, text: str, work: str = "某判决") -> list[str]:
    (references,) = find_in_document(work, "某判决", [CitingPassage(None, text)])
    citing = CitingText("2020-01-01", None, text, jurisdiction)
    cited = resolve_citations(references, LOOKUP, citing)
    return [citation.target or citation.reason or "" for citation in cited]


@pytest.mark.parametrize(("jurisdiction", "text", "expected"), CASES)
def test_a_citation_stays_in_its_jurisdiction(
    jurisdiction: str | None,
    text: str,
    expected: str,
) -> None:
    (found,) = resolve(jurisdiction, text)
    if isinstance(expected, UnresolvedReason):
        assert found.partition(":")[0] == expected
    else:
        assert found == f"{expected}/第三条@2000-01-01"


def test_the_reason_names_the_law_that_was_not_meant() -> None:
    (found,) = resolve("mainland", "依照《渡轮基准法》第三条")
    assert found == "law of another jurisdiction: 渡轮基准法 (taiwan)"
    (found,) = resolve("hong kong", "依照《电车法》第三条")
    assert found == ("law of another jurisdiction: 电车法 (mainland), 电车法:1a2b3c4d (foreign)")


@pytest.mark.parametrize("name", ["厂规", "电车法"])
def test_a_bare_name_never_means_another_work_of_its_title(name: str) -> None:
    assert named_works(name, LOOKUP) == [name]
    assert list(LOOKUP.works(name)) == [name]
    assert len(works_of_name(name, LOOKUP)) > 1


def test_a_bare_name_means_nothing_where_only_such_works_are_left() -> None:
    lookup = MemoryWorkLookup.of(
        [("厂规:99999999", CitableVersion("厂规:99999999@2000-01-01", "2000-01-01"))],
        [("厂规:99999999@2000-01-01", "第三条", "厂规:99999999/第三条@2000-01-01")],
    )
    assert named_works("厂规", lookup) == ()
    assert list(lookup.ending("依照厂规")) == []
    own = named_works("厂规:99999999", lookup)
    assert own == ["厂规:99999999"]


@pytest.mark.parametrize(
    ("work", "title", "text"),
    [
        ("电车法:1a2b3c4d", "电车法", "第四条 违反本法第三条的，处以罚款。"),
        ("电车法:1a2b3c4d", "电车法", "第四条 违反第三条的，处以罚款。"),
        ("电车法:1a2b3c4d", "电车法", "第四条 前条不适用于渡轮。"),
        ("电车法:1a2b3c4d", "电车法", "第四条 违反《电车法》第三条的，处以罚款。"),
        ("厂规:99999999", "厂规", "第四条 违反第三条的，处以罚款。"),
        ("电车法", "电车法", "第四条 违反本法第三条的，处以罚款。"),
    ],
)
@pytest.mark.parametrize("jurisdiction", [None, "mainland", "foreign"])
def test_a_work_means_itself(
    work: str,
    title: str,
    text: str,
    jurisdiction: str | None,
) -> None:
    """Also one whose key has a hash: 本法 in it is never the other law of the title."""
    parts = [CitingPassage("第三条", "第三条 电车靠右行驶。"), CitingPassage("第四条", text)]
    _, references = find_in_document(work, title, parts)
    citing = CitingText("2020-01-01", f"{work}@2000-01-01", text, jurisdiction)
    cited = resolve_citations(references, LOOKUP, citing)
    assert [citation.target for citation in cited] == [f"{work}/第三条@2000-01-01"]


def test_japan_is_no_word_for_this() -> None:
    """日本《工会法》 is not 本《工会法》; a text that enters into force that day may say 之日本《规定》."""
    parts = [CitingPassage(None, "日本《工会法》第三条。自施行之日本《电车规定》第三条适用。")]
    (references,) = find_in_document("云州电车规定", "云州电车规定", parts)
    assert [reference.names for reference in references] == [("工会法",), ("云州电车规定",)]
