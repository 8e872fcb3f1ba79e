"""Settings: profiles, overrides of a home, and what is wrong with them in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from configs.loading import home_path, load, profile_names
from corpus.errors import UnknownValue, UsageError


def test_profiles_need_nothing_but_their_name(tmp_path: Path) -> None:
    assert profile_names() == ["ci", "local", "opensearch", "opensearch-cluster"]
    assert [
        load(
            name,
            tmp_path,
            {},
        ).embedding.model
        for name in ("ci", "local")
    ] == [
        "hashing",
        "bge-small-zh-v1.5-int8",
    ]


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (None, {}, "local"),
        (None, {"LEXOPS_PROFILE": "ci"}, "ci"),
        ("local", {"LEXOPS_PROFILE": "ci"}, "local"),
    ],
)
def test_a_profile_is_given_or_in_the_environment_or_local(
    tmp_path: Path,
    given: str | None,
    environment: dict[str, str],
    expected: str,
) -> None:
    assert (
        load(
            given,
            tmp_path,
            environment,
        ).profile
        == expected
    )


def test_a_home_is_given_or_in_the_environment_or_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_path(None, {}) == tmp_path / ".lexops"
    assert home_path(None, {"LEXOPS_HOME": "/there"}) == Path("/there")
    assert home_path("here", {"LEXOPS_HOME": "/there"}) == tmp_path / "here"


def test_a_home_may_override_single_settings(tmp_path: Path) -> None:
    (tmp_path / "lexops.toml").write_text(
        "[ingestion]\nmax_seconds = 5\n"
        '[search.fusion]\nmethod = "rrf"\n'
        '[storage]\ncatalog = "postgresql://x"\n'
    )
    settings = load(
        "ci",
        tmp_path,
        {},
    )
    assert (
        settings.ingestion.max_seconds,
        settings.search.fusion.method,
        settings.storage.catalog,
    ) == (5.0, "rrf", "postgresql://x")
    assert settings.embedding.model == "hashing"


def test_a_source_may_say_what_the_fields_of_its_records_are(tmp_path: Path) -> None:
    (tmp_path / "lexops.toml").write_text(
        '[sources.hotline.records]\ntext = ["answer"]\nleave_out = ["id"]\n'
    )
    records = (
        load(
            "ci",
            tmp_path,
            {},
        )
        .sources["hotline"]
        .records
    )
    assert (records.text, records.leave_out, records.title[0]) == (("answer",), ("id",), "title")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[sources.hotline.records]\ntext = "answer"\n',
            "sources.hotline.records.text must be a list, not 'answer'",
        ),
        (
            "[sources.hotline.records]\ntext = [1]\n",
            "sources.hotline.records.text must be a text in quotes, not 1",
        ),
        (
            "[sources.hotline]\nfields = 1\n",
            "unknown setting in \\[sources.hotline\\] 'fields': choose one of records",
        ),
        ("sources = 1\n", "sources must be tables"),
    ],
)
def test_what_is_wrong_about_a_source_is_said(
    tmp_path: Path,
    text: str,
    message: str,
) -> None:
    (tmp_path / "lexops.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        load(
            "ci",
            tmp_path,
            {},
        )


def test_the_index_server_s_password_may_come_from_the_environment(tmp_path: Path) -> None:
    """Over the one in a file; and no settings show it."""
    (tmp_path / "lexops.toml").write_text('[index]\nuser = "lexops"\npassword = "in the file"\n')
    assert (
        load(
            "opensearch",
            tmp_path,
            {},
        ).index.password
        == "in the file"
    )
    settings = load(
        "opensearch",
        tmp_path,
        {"LEXOPS_INDEX_PASSWORD": "secret"},
    )
    assert (settings.index.user, settings.index.password, settings.index.store) == (
        "lexops",
        "secret",
        "opensearch",
    )
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("toml", "kind", "words"),
    [
        ("[ingestion]\nmax_size = 1", UnknownValue, "max_bytes"),
        ("[ingest]\nmax_bytes = 1", UnknownValue, "ingestion"),
        (
            '[ingestion]\nmax_bytes = "1"',
            UsageError,
            "ingestion.max_bytes must be a whole number, not '1'",
        ),
        ("[ingestion]\nmax_bytes = true", UsageError, "a whole number"),
        ("ingestion = 3", UsageError, r"must be a table: \[ingestion\]"),
        ('[embedding]\nmodel = "word2vec"', UnknownValue, "hashing"),
        ('[index]\nstore = "paper"', UnknownValue, "lancedb"),
        (
            '[index]\nengine = "nmslib"',
            UnknownValue,
            "index.engine 'nmslib': choose one of lucene, faiss",
        ),
        ('[index]\nprefix = "*"', UsageError, "index.prefix"),
        ('[search.fusion]\nmethod = "best"', UnknownValue, "min_max, rrf"),
        ('profile = "ci"', UsageError, "--profile"),
        ("[ingestion", UsageError, "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_what_would_be_right(
    tmp_path: Path,
    toml: str,
    kind: type[Exception],
    words: str,
) -> None:
    (tmp_path / "lexops.toml").write_text(toml)
    with pytest.raises(kind, match=words) as caught:
        load(
            "ci",
            tmp_path,
            {},
        )
    assert "\n" not in str(caught.value)


def test_an_unknown_profile_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownValue, match="ci, local, opensearch"):
        load(
            "prod",
            tmp_path,
            {},
        )


def test_the_time_zone_is_a_setting(tmp_path: Path) -> None:
    assert (
        load(
            "ci",
            tmp_path,
            {},
        ).timezone
        == "Asia/Shanghai"
    )
    (tmp_path / "lexops.toml").write_text('timezone = "Europe/Berlin"\n')
    assert (
        load(
            "ci",
            tmp_path,
            {},
        ).timezone
        == "Europe/Berlin"
    )
    (tmp_path / "lexops.toml").write_text('timezone = "Berlin"\n')
    with pytest.raises(UsageError, match="there is no time zone 'Berlin'"):
        load(
            "ci",
            tmp_path,
            {},
        )


def test_the_old_name_of_the_boost_works_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lexops.toml").write_text("[search.prior]\nlevel = 0.2\n")
    assert load("local", tmp_path).search.boost.level == 0.2
    assert "search.prior is now called search.boost" in capsys.readouterr().err
    (tmp_path / "lexops.toml").write_text("[search.prior]\nlevel = 0.2\n[search.boost]\nscan = 0\n")
    with pytest.raises(UsageError, match="both set"):
        load("local", tmp_path)
