"""Schemes as SKOS: the same scheme comes back, and vocabularies of other tools are understood."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagging.schemes.loading import SchemeError, load_schemes, scheme_from
from tagging.schemes.skos import from_turtle, to_turtle

_PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <http://vocabulary.example/topics/> .
"""
_HEAD = ':jobs a skos:ConceptScheme ; skos:prefLabel "Jobs"@en ; owl:versionInfo "3" .\n'


def _turtle(body: str, head: str = _HEAD) -> str:
    return _PREFIXES + head + body


def _concept(name: str, more: str) -> str:
    return f":{name} a skos:Concept ; skos:inScheme :jobs ; {more} .\n"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", sorted(load_schemes()))
def test_a_shipped_scheme_comes_back_with_the_same_hash(name: str) -> None:
    scheme = load_schemes()[name]

    imported = from_turtle(to_turtle(scheme))

    assert imported.scheme == scheme
    assert imported.scheme.hash == scheme.hash
    assert imported.notes == ()


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="=\ufeff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip())
_VALUE = st.fixed_dictionaries(
    {
        "name": _TEXT,
        "definition": _TEXT,
        "examples": st.lists(_TEXT, max_size=3, unique=True),
        "alternatives": st.lists(_TEXT, max_size=3, unique=True),
    }
)


@settings(max_examples=60, deadline=None)
@given(entries=st.lists(_VALUE, min_size=1, max_size=4), title=_TEXT)
def test_any_scheme_comes_back(entries: list[dict[str, Any]], title: str) -> None:
    values = [{"value": f"值{place}"} | entry for place, entry in enumerate(entries)]
    values[0]["related"] = [value["value"] for value in values[1:]]
    for value in values[1:]:
        value["broader"] = "值0"
    values[-1]["rules"] = [{"id": "r", "pattern": r"a\"\\{0,3}", "weight": 0.125, "least": 2}]
    data = {"name": "own", "version": 2, "title": title, "description": title, "values": values}
    scheme = scheme_from(data, "own")

    assert from_turtle(to_turtle(scheme)).scheme == scheme


def test_what_a_vocabulary_tool_changes_is_taken_over() -> None:
    scheme = load_schemes()["quantities"]
    text = to_turtle(scheme).replace('"期限"@zh', '"限期"@zh')

    changed = from_turtle(text).scheme

    assert "限期" in changed.values[0].alternatives
    assert "期限" not in changed.values[0].alternatives
    assert changed.hash != scheme.hash


def test_a_vocabulary_of_another_tool_becomes_a_scheme() -> None:
    body = _concept(
        "a",
        'skos:prefLabel "工资"@zh-Hans, "Wages"@en, "Lohn"@de ; skos:altLabel "pay"@en ; '
        'skos:scopeNote "About pay."@en ; skos:exactMatch <http://other.example/9>',
    )
    body += _concept(
        "b", 'skos:prefLabel "奖金"@zh ; skos:broader :a ; skos:definition "Bonus."@en'
    )
    body += (
        ":list a skos:Collection ; skos:member :a .\n:jobs owl:imports <http://other.example/> ."
    )

    imported = from_turtle(_turtle(body))

    first, second = imported.scheme.values
    assert (imported.scheme.name, imported.scheme.version) == ("jobs", 3)
    assert (first.value, first.name, first.definition) == ("工资", "Wages", "About pay.")
    assert set(first.alternatives) == {"pay", "Wages", "Lohn"}
    assert second.broader == "工资"
    notes = " ".join(imported.notes)
    for words in (
        "skos:exactMatch",
        "skos:Collection",
        "owl:imports http://other.example/ was not",
    ):
        assert words in notes


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(
            _concept("a", 'skos:prefLabel "<b>工&amp;资</b>"@zh ; skos:definition "x"'),
            "HTML was taken out of '工&资'",
            id="HTML",
        ),
        pytest.param(_concept("a", 'skos:definition "x"'), "has no label", id="no label"),
        pytest.param(_concept("a", 'skos:prefLabel "a=b"'), "has ＝", id="sign of filters"),
        pytest.param(
            _concept("a", 'skos:prefLabel "工资"@zh'), "no definition", id="no definition"
        ),
        pytest.param(
            _concept("a", 'skos:prefLabel "工资" ; skos:broader <http://other.example/1>'),
            "http://other.example/1 is no concept of the scheme",
            id="broader elsewhere",
        ),
        pytest.param(
            _concept("a", 'skos:prefLabel "甲" ; skos:broader :b, :c')
            + _concept("b", 'skos:prefLabel "乙"')
            + _concept("c", 'skos:prefLabel "丙"'),
            "2 broader ones",
            id="two broader ones",
        ),
        pytest.param(
            _concept("a", 'skos:prefLabel "甲" ; skos:notation "1"')
            + _concept("b", 'skos:prefLabel "甲" ; skos:notation "2"'),
            "several concepts are called '甲'",
            id="same label",
        ),
    ],
)
def test_what_was_decided_is_noted(body: str, words: str) -> None:
    assert words in " ".join(from_turtle(_turtle(body)).notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("this is no turtle", "no Turtle", id="no Turtle"),
        pytest.param("", "no skos:ConceptScheme", id="empty"),
        pytest.param(
            _turtle(_concept("a", 'skos:prefLabel "甲"'), ""), "no skos:Con", id="no scheme"
        ),
        pytest.param(_turtle(":more a skos:ConceptScheme ."), "2 schemes", id="two schemes"),
        pytest.param(_turtle(""), "no value", id="no concept"),
        pytest.param(
            _turtle(
                _concept("a", 'skos:prefLabel "甲" ; skos:broader :b')
                + _concept("b", 'skos:prefLabel "乙" ; skos:broader :a')
            ),
            "form a circle",
            id="circle",
        ),
        pytest.param(
            _turtle(_concept("a", 'skos:prefLabel "甲"') + _concept("b", 'skos:prefLabel "甲"')),
            "'甲' stands 2 times",
            id="same label without notation",
        ),
        pytest.param(
            _turtle(_concept("a", 'skos:prefLabel "甲" ; <urn:lexops:scheme#rules> "[1"')),
            "no JSON",
            id="rules are no JSON",
        ),
        pytest.param(
            _turtle(
                _concept(
                    "a",
                    'skos:prefLabel "甲" ; <urn:lexops:scheme#rules> '
                    '"[{\\"id\\": \\"r\\", \\"pattern\\": \\".*\\"}]"',
                )
            ),
            "without a bound",
            id="rule without a bound",
        ),
        pytest.param(
            _PREFIXES + ":a skos:broader " + "[ skos:broader " * 5000, "no Turtle", id="deep"
        ),
    ],
)
def test_a_vocabulary_that_can_not_be_used_is_refused(text: str, words: str) -> None:
    with pytest.raises(SchemeError, match=words):
        from_turtle(text)


def test_a_scheme_whose_iri_gives_no_name_needs_one() -> None:
    text = _turtle(
        '<http://x.example/主题> a skos:ConceptScheme . :a a skos:Concept ; skos:prefLabel "甲" .',
        "",
    )
    with pytest.raises(SchemeError, match="--name"):
        from_turtle(text)
    assert from_turtle(text, "topics").scheme.name == "topics"
