"""Scheme files: what is refused, with which words; what the shipped schemes tag."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tagging.quantities import TYPES
from tagging.schemes import Scheme, checking
from tagging.schemes.loading import SchemeError, load_schemes, read_scheme, scheme_from
from tagging.schemes.missing import MissingValue, missing_values
from tagging.schemes.writing import scheme_hash, to_yaml
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger

_BY_RULES = ("worker-group", "situation", "procedure-stage", "industry")
_VALUE = {"value": "甲", "name": "A", "definition": "The first."}


def _data(**changes: Any) -> dict[str, Any]:
    scheme = {"name": "own", "version": 1, "title": "T", "description": "D", "values": [_VALUE]}
    return scheme | changes


def _rule(**changes: Any) -> dict[str, Any]:
    rule = {"id": "r", "pattern": "甲方"} | changes
    return _data(values=[_VALUE | {"rules": [rule]}])


def _values(*entries: dict[str, Any]) -> dict[str, Any]:
    return _data(values=[_VALUE | entry for entry in entries])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(_data(name="Own"), "lower-case letters", id="name"),
        pytest.param(_data(name="scan"), "reserved", id="name of another stage"),
        pytest.param(_data(version=0), "1 or more", id="version"),
        pytest.param(_data(version=True), "must be a int", id="version is a boolean"),
        pytest.param(_data(version="1"), "must be a int", id="version is a text"),
        pytest.param(_data(values=[]), "no value", id="no value"),
        pytest.param(_data(values={"a": 1}), "must be a list", id="values are no list"),
        pytest.param(_data(values=["甲"]), "named fields", id="a value is a text"),
        pytest.param(_data(values=None), "must be a list", id="values are empty"),
        pytest.param(_data(colour="red"), "unknown field 'colour'", id="unknown field"),
        pytest.param(_data(hash="0"), "unknown field 'hash'", id="a hash is not given"),
        pytest.param(_data(target_precision=1.0), "between 0 and 1", id="target"),
        pytest.param(
            _data(target_precision=float("nan")), "between 0 and 1", id="target is no number"
        ),
        pytest.param(_data(kinds=["law"]), "kinds has 'law'", id="unknown kind"),
        pytest.param(_data(kinds="case"), "must be a list", id="kinds are no list"),
        pytest.param(_data(accept="always"), "accept is 'always'", id="accept"),
        pytest.param(_data(unit="page"), "unit is 'page'", id="unit"),
        pytest.param(_data(method="quantities"), "does not know '甲'", id="unknown quantity"),
        pytest.param([1], "named fields", id="no mapping"),
        pytest.param(None, "named fields", id="empty file"),
        pytest.param(_values({}, {}), "'甲' stands 2 times", id="duplicate value"),
        pytest.param(_values({"value": "AB"}, {"value": "ＡＢ"}), "only in width", id="full width"),
        pytest.param(_values({"value": "a=b"}), "contain =", id="sign of filters"),
        pytest.param(_values({"value": " 甲"}), "begin or end", id="blank"),
        pytest.param(_values({"value": "甲\n乙"}), "on one line", id="line break"),
        pytest.param(_values({"value": ""}), "must not be empty", id="empty value"),
        pytest.param(_values({"value": 1}), "must be a str", id="value is a number"),
        pytest.param(_values({"examples": "一句话"}), "must be a list", id="examples are a text"),
        pytest.param(_values({"examples": [1]}), "must be a list", id="an example is a number"),
        pytest.param(_values({"examples": ["句", "句"]}), "twice", id="repeated example"),
        pytest.param(
            _values({"examples": ["句"], "counter_examples": ["句"]}),
            "an example and a counter-example",
            id="contradicting examples",
        ),
        pytest.param(_values({"broader": "乙"}), "names '乙'", id="broader is unknown"),
        pytest.param(_values({"related": ["乙"]}), "names '乙'", id="related is unknown"),
        pytest.param(_values({"broader": "甲"}), "甲 → 甲 form a circle", id="its own broader"),
        pytest.param(
            _values(
                {"broader": "乙"},
                {"value": "乙", "broader": "丙"},
                {"value": "丙", "broader": "甲"},
            ),
            "甲 → 乙 → 丙 → 甲 form a circle of `broader`",
            id="circle of three",
        ),
        pytest.param(
            _values({"replaced_by": "乙"}, {"value": "乙", "replaced_by": "甲"}),
            "form a circle of `replaced_by`",
            id="circle of replacement",
        ),
        pytest.param(_rule(pattern=""), "the pattern is empty", id="empty pattern"),
        pytest.param(_rule(pattern="("), "no regular expression", id="no expression"),
        pytest.param(_rule(weight=0), "must not be 0", id="weight 0"),
        pytest.param(_rule(weight=1.5), "between -1 and 1", id="weight"),
        pytest.param(_rule(weight="high"), "must be a float", id="weight is a text"),
        pytest.param(_rule(part="title"), "must be one of", id="part"),
        pytest.param(_rule(least=0), "least must be 1", id="least"),
        pytest.param(_rule(score=1), "unknown field 'score'", id="unknown field of a rule"),
        pytest.param(_data(values=[{"value": "甲"}]), "missing", id="missing fields"),
        pytest.param(_rule(pattern="{worker}"), "no expression is called", id="unknown words"),
    ],
)
def test_a_wrong_scheme_is_refused_with_the_place(data: Any, words: str) -> None:
    with pytest.raises(SchemeError) as raised:
        scheme_from(data, "own.yaml")

    assert "own.yaml" in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param("工资.*", id="star"),
        pytest.param("工资.+", id="plus"),
        pytest.param("工资.{3,}", id="no upper bound"),
        pytest.param(r"a\\*", id="star after an escaped backslash"),
        pytest.param("[^。]*", id="set"),
        pytest.param("(?:工资|报酬){1,9}", id="group"),
        pytest.param("(a{0,9}){0,9}", id="nested"),
        pytest.param("工.{0,61}资", id="too far"),
        pytest.param(".{0,60}" * 6, id="too many ways"),
        pytest.param(
            "(?:" + "|".join(["工{0,60}资{0,60}金{0,60}"] * 9999) + ")", id="many branches"
        ),
        pytest.param("(?=a+)b", id="look ahead"),
        pytest.param("a++", id="possessive"),
    ],
)
def test_an_expression_without_a_bound_is_refused(expression: str) -> None:
    for part in ("pattern", "also", "unless", "within", "absent"):
        with pytest.raises(SchemeError):
            scheme_from(_rule(**{part: expression}), "own.yaml")


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(r"加\+", id="escaped plus"),
        pytest.param("[*+]", id="signs in a set"),
        pytest.param("[]*]", id="a set that begins with its end"),
        pytest.param(r"[\]*]", id="an escaped end"),
        pytest.param("(?:工资)?拖欠", id="optional group"),
        pytest.param("(?<!不)拖欠(?!货款)", id="look around"),
        pytest.param("工.{0,60}资", id="the widest repetition"),
        pytest.param("a{", id="a brace that is none"),
        pytest.param("(?P<a>工)资", id="named group"),
    ],
)
def test_a_bounded_expression_is_accepted(expression: str) -> None:
    assert scheme_from(_rule(pattern=expression), "own.yaml").values[0].rules


def test_the_method_quantities_has_the_values_of_its_grammar() -> None:
    assert checking._QUANTITIES == TYPES


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("name: own\nname: other\n", "'name' stands twice", id="field twice"),
        pytest.param("values: [1", "can't be read", id="no YAML"),
        pytest.param("values: &a [*a]\n", "named fields", id="a list in itself"),
        pytest.param("values: !!python/object:os.system {}\n", "can't be read", id="an object"),
        pytest.param("[" * 5000, "can't be read", id="deep nesting"),
        pytest.param("\x00", "can't be read", id="control character"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SchemeError, match=words):
        read_scheme(path)


def test_a_file_that_doubles_itself_is_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    path = tmp_path / "own.yaml"
    path.write_text("\n".join([*lines, "values: *a59"]), encoding="utf-8")
    begun = time.process_time()

    with pytest.raises(SchemeError) as raised:
        read_scheme(path)

    assert len(str(raised.value)) < 1000
    assert time.process_time() - begun < 5


def test_an_own_file_replaces_a_scheme_and_two_of_a_name_are_refused(tmp_path: Path) -> None:
    text = yaml.safe_dump(_data(name="industry"), allow_unicode=True)
    (tmp_path / "one.yml").write_text(text, encoding="utf-8")
    assert [value.value for value in load_schemes(tmp_path)["industry"].values] == ["甲"]

    (tmp_path / "two.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match="another file"):
        load_schemes(tmp_path)


def test_the_hash_follows_what_is_said_and_not_how() -> None:
    scheme = scheme_from(_rule(), "own.yaml")
    turned = dict(reversed(_rule().items())) | {"target_precision": 0.92}

    assert scheme_from(turned, "x").hash == scheme.hash
    assert scheme_from(_rule(weight=0.6), "x").hash != scheme.hash
    assert scheme_from(_rule() | {"version": 2}, "x").hash != scheme.hash


@pytest.mark.parametrize("name", sorted(load_schemes()))
def test_a_shipped_scheme_is_the_same_after_it_was_written(name: str) -> None:
    scheme = load_schemes()[name]

    written = scheme_from(yaml.safe_load(to_yaml(scheme)), "written")

    assert written == scheme
    assert written.hash == scheme_hash(scheme)


def test_values_that_a_scheme_has_lost_are_named_with_their_count() -> None:
    entries = _values({"replaced_by": "乙"}, {"value": "乙"})
    scheme = scheme_from(entries, "own.yaml")

    missing = missing_values(scheme, {"甲": 5, "丙": 3}, {"乙": 1, "丁": 2, "丙": 1})

    assert missing == [MissingValue("own", "丙", 3, 1), MissingValue("own", "丁", 0, 2)]
    assert "'丙', which 3 passages and 1 decisions have" in missing[0].describe()


# The schemes that accept what their rules find


def _accepted(scheme: Scheme, text: str, context: str = "") -> set[str]:
    unit = TextUnit("passage", text, "document", context)
    proposals = UntrainedTagger(scheme).propose([unit])[0]
    return {proposal.value for proposal in proposals if proposal.accepted}


@pytest.mark.parametrize("name", _BY_RULES)
def test_examples_have_their_value_and_counter_examples_do_not(name: str) -> None:
    scheme = load_schemes()[name]
    for value in scheme.values:
        missed = [text for text in value.examples if value.value not in _accepted(scheme, text)]
        wrong = [text for text in value.counter_examples if value.value in _accepted(scheme, text)]
        assert (value.value, missed, wrong) == (value.value, [], [])


@pytest.mark.parametrize("name", _BY_RULES)
def test_each_value_says_enough(name: str) -> None:
    for value in load_schemes()[name].values:
        assert len(value.examples) >= 4, value.value
        assert len(value.counter_examples) >= 2, value.value
        assert len(value.alternatives) >= 3, value.value
        assert value.rules, value.value


@pytest.mark.parametrize(
    ("name", "context", "text", "values"),
    [
        pytest.param("worker-group", "童工条例", "本条例自5月1日起施行。", set(), id="in force"),
        pytest.param(
            "worker-group", "", "生产假药的，依法处罚。", set(), id="words across a border"
        ),
        pytest.param("worker-group", "", "扶持职工、农民工、学生创业。", set(), id="list"),
        pytest.param("worker-group", "", "24小时工作制。", set(), id="hours are no part-time work"),
        pytest.param("situation", "", "职工因病或者非因工死亡的。", set(), id="not from work"),
        pytest.param("situation", "", "公司不存在拖欠工资的情形。", set(), id="denied"),
        pytest.param("situation", "", "不得拖欠职工工资。", {"欠薪"}, id="forbidden"),
        pytest.param(
            "situation", "", "做好计划生育工作，提高职工水平。", set(), id="family planning"
        ),
        pytest.param("industry", "", "农业农村部会同财政部制定办法。", set(), id="name of a body"),
        pytest.param("industry", "畜牧法 › 第四章", "应当建立档案。", {"农业林业"}, id="title"),
        pytest.param("industry", "", "文化工作者下乡演出。", set(), id="chemistry in another word"),
        pytest.param(
            "procedure-stage",
            "",
            "可以和解、调解、仲裁、诉讼。",
            set(),
            id="list of stages",
        ),
        pytest.param("procedure-stage", "", "检察院决定不起诉。", set(), id="not prosecuted"),
        pytest.param("procedure-stage", "", "上诉期满，双方均未上诉的。", set(), id="no appeal"),
    ],
)
def test_mentions_are_not_subjects(name: str, context: str, text: str, values: set[str]) -> None:
    assert _accepted(load_schemes()[name], text, context) == values


@pytest.mark.parametrize("name", _BY_RULES)
def test_the_time_of_rules_is_linear_in_the_text(name: str) -> None:
    tagger = UntrainedTagger(load_schemes()[name])
    sentence = "用人单位的职工对工资争议不服的可以申请仲裁机构调解船员"
    times = []
    for size in (20_000, 80_000):
        text = sentence * (size // len(sentence))
        begun = time.process_time()
        tagger.propose([TextUnit("passage", text, "document")])
        times.append(time.process_time() - begun)
    assert times[1] < 16 * times[0] + 1
