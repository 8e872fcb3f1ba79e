"""What a materialization shows: what is asked most first, few lines, and nothing that breaks them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from configs.loading import home_of
from configs.settings import Settings
from indexing.comparison import Drift, RowDifference
from ingestion.legibility import ReadingDoubt
from pipelines import _metadata as metadata
from pipelines.reconciliation import Reconciled, RowComparison
from pipelines.report import Refusal, SourceReport
from pipelines.session import Session, open_session
from pipelines.stages import collecting, reading
from pipelines.stages._object_results import StageTally
from pipelines.stages.citing import CitationTally
from pipelines.stages.collecting import Collected
from pipelines.stages.projecting import WrittenDelta
from pipelines.stages.resolving import Resolved
from storage.home import Home
from tests.pipelines.conftest import Run


@pytest.fixture
def session(settings: Settings, home: Home) -> Iterator[Session]:
    with open_session(settings, home_of(settings, home.root), "a test") as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder whose one file cannot be read."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "别处.md").write_text("")
    return folder


def text_of(value: Any) -> str:
    return str(value.value)


def test_a_scan_shows_counts_and_what_changed() -> None:
    found = Collected(
        SourceReport(seen=5, new=1, changed=1, unchanged=3, gone=1),
        new=["新.md"],
        changed=["改.md"],
        gone=["旧.md"],
        ignored={"hidden": [".DS_Store"], "empty list": []},
    )
    other = Collected(SourceReport(seen=2, unchanged=2))
    shown = metadata.of_objects({"laws": found, "other": other})
    counts = {name: shown[name] for name in ("seen", "new", "changed", "unchanged", "gone")}
    assert counts == {"seen": 7, "new": 1, "changed": 1, "unchanged": 5, "gone": 1}
    assert "| laws | 5 | 1 | 1 | 3 | 1 |" in text_of(shown["sources"])
    assert "| other | 2 | 0 | 0 | 2 | 0 |" in text_of(shown["sources"])
    assert text_of(shown["ignored, by rule"]) == "**hidden** (1)\n\n- laws: .DS\\_Store\n"
    assert text_of(shown["what changed"]) == (
        "**new** (1)\n\n- laws: 新.md\n\n**changed** (1)\n\n- laws: 改.md\n\n"
        "**gone** (1)\n\n- laws: 旧.md\n"
    )


def test_a_scan_that_found_nothing_new_shows_counts_alone() -> None:
    shown = metadata.of_objects({"laws": Collected(SourceReport(seen=4, unchanged=4))})
    table = text_of(shown.pop("sources"))
    assert "| laws | 4 | 0 | 0 | 4 | 0 |" in table
    assert shown == {"seen": 4, "new": 0, "changed": 0, "unchanged": 4, "gone": 0}


def test_what_is_held_back_stands_first() -> None:
    refusal = Refusal("deletes_held", "laws", "10 of 20 are gone", "--allow-deletes")
    found = Collected(SourceReport(), held=["甲.md"], refusal=refusal)
    shown = metadata.of_objects({"laws": found})
    assert next(iter(shown)) == "refused"
    assert "| laws | 10 of 20 are gone | --allow-deletes |" in text_of(shown["refused"])
    assert "**held** (1)" in text_of(shown["what changed"])


@pytest.mark.parametrize(("files", "lines", "more"), [(20, 20, 0), (21, 20, 1), (500, 20, 480)])
def test_a_long_list_is_cut_and_counted(
    files: int,
    lines: int,
    more: int,
) -> None:
    found = Collected(SourceReport(), new=[f"{number}.md" for number in range(files)])
    text = text_of(metadata.of_objects({"laws": found})["what changed"])
    assert f"**new** ({files})" in text
    assert text.count(".md") == lines
    assert (f"… and {more} more" in text) is bool(more)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.md", "a b.md"),
        ("<b>.md", "&lt;b>.md"),
        ("*重要*.md", "\\*重要\\*.md"),
        ("__main__.md", "\\_\\_main\\_\\_.md"),
        ("`ls`.md", "\\`ls\\`.md"),
    ],
)
def test_a_file_name_is_shown_as_it_is(name: str, shown: str) -> None:
    found = Collected(SourceReport(), new=[name])
    assert f"- laws: {shown}\n" in text_of(metadata.of_objects({"laws": found})["what changed"])


def test_states_of_every_source_are_shown(
    run: Run,
    laws: Path,
    other: Path,
    settings: Settings,
    home: Home,
) -> None:
    """Also of the sources that this run did not update."""
    run(laws, other)
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        shown = metadata.of_passages(session, {"laws": StageTally(made=5, failed=1)})
    states = ("indexed", "duplicate", "quarantined", "held", "ignored")
    assert shown["seen"] + shown["deletes_held"] == sum(shown[state] for state in states) == 5
    assert "| laws | 4 | 4 | 0 | 0 | 0 | 0 | 0 |" in text_of(shown["sources"])
    assert "| other | 1 | 0 | 0 | 1 | 0 | 0 | 0 |" in text_of(shown["sources"])
    assert (shown["structured in this run"], shown["of these without passages"]) == (5, 1)


def test_quarantined_files_are_listed_with_their_source(
    run: Run,
    laws: Path,
    other: Path,
    settings: Settings,
    home: Home,
) -> None:
    run(laws, other)
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        tallies = {"laws": StageTally(made=4), "other": StageTally(failed=1)}
        shown = metadata.of_documents(session, tallies)
    assert (shown["read in this run"], shown["failed in this run"]) == (4, 1)
    assert shown["set aside"] == 1
    assert "| other | 别处.md | empty |" in text_of(shown["set aside, file by file"])
    for number in range(22):
        (laws / f"空{number:02}.md").write_text("")
    run(laws)
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        shown = metadata.of_documents(session, {})
    assert shown["set aside"] == 23
    table = text_of(shown["set aside, file by file"])
    assert table.count("| empty |") == 20
    assert table.endswith("… and 3 more: `lexops quarantine list`")


def test_the_least_certain_readings_come_with_the_command_that_shows_them(
    session: Session,
) -> None:
    """The worst of all sources, worst first."""
    tallies = {"laws": StageTally(made=30), "other": StageTally(made=1)}
    for number in range(30):
        reasons = ("damaged text: 1 line", "hidden text: white: 3 ×")
        doubt = ReadingDoubt(number / 100 + 0.5, reasons)
        tallies["laws"].note_doubt(f"附件 {number:02}|'x'.pdf", doubt)
    tallies["other"].note_doubt("a.pdf", ReadingDoubt(0.505, ("OCR is 51% sure",)))
    shown = metadata.of_documents(session, tallies)
    assert shown["doubtful readings in this run"] == 31
    table = text_of(shown["least certain readings of this run"])
    rows = [line for line in table.splitlines() if line.startswith("| ") and "%" in line]
    assert [row.split(" | ")[1] for row in rows] == ["laws", "other", *["laws"] * 18]
    quoted = """'laws/附件 00\\|'"'"'x'"'"'.pdf'"""
    assert f"| lexops show --reading {quoted} --html reading.html |" in rows[0]
    assert "damaged text: 1 line; hidden text: white: 3 ×" in rows[0]
    assert table.endswith("… and 11 more")
    assert "least certain readings of this run" not in metadata.of_documents(session, {})


def test_reading_notes_the_doubts_of_the_files_that_it_reads(
    run: Run,
    laws: Path,
    settings: Settings,
    home: Home,
) -> None:
    run(laws)
    (laws / "page.html").write_text(
        "<p>第一条 缆车工每日值班不得超过八小时。</p><p style='display:none'>值班费加倍</p>",
        encoding="utf-8",
    )
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        sources = session.catalog.sources.named(["laws"])
        collecting.collect(session, sources)
        tally = reading.read_documents(session, sources)["laws"]
    assert (tally.made, tally.doubtful) == (1, 1)
    ((certainty, path, reasons),) = tally.least_certain
    assert path == "page.html"
    assert "hidden text" in reasons[0]
    assert certainty < 1


def test_where_all_can_be_read_there_is_no_table(
    run: Run,
    laws: Path,
    settings: Settings,
    home: Home,
) -> None:
    run(laws)
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        shown = metadata.of_documents(session, {})
    assert shown == {"read in this run": 0, "failed in this run": 0, "set aside": 0}


def test_seconds_are_shown_to_the_millisecond(session: Session) -> None:
    session.report.seconds["parse"] = 1.23456
    assert metadata.seconds(session, "parse", "embed") == {
        "seconds to parse": 1.235,
        "seconds to embed": 0.0,
    }


def test_changed_passages_are_shown_with_their_first_words(
    run: Run,
    laws: Path,
    settings: Settings,
    home: Home,
) -> None:
    run(laws)
    with open_session(settings, home_of(settings, home.root), "a test") as session:
        ids = [row["id"] for row in session.catalog.passages.rows()]
        resolved = Resolved(
            works=4, new=30, changed=1, gone=1, examples={"new": ids, "gone": ["旧/1@2020-01-01"]}
        )
        shown = metadata.of_works(session, resolved)
    table = text_of(shown["passages that changed"])
    assert table.count("| new |") == len(ids) == 12
    assert "| gone | 旧/1@2020-01-01 |  |" in table
    assert table.endswith(f"… and {32 - 13} more")
    assert "用人单位应当按月足额支付工资" in table


@pytest.mark.parametrize("generation", ["g7", None])
def test_index_metadata_names_generation_and_store(
    session: Session, generation: str | None
) -> None:
    written = WrittenDelta(generation, 3, 2)
    shown = metadata.of_index(session, written)
    assert shown["generation"] == (generation or "none yet")
    assert shown["store"] == session.settings.index.store
    assert (shown["upserted"], shown["deleted"]) == (3, 2)
    assert metadata.of_live(session, generation)["passages"] == 0


def test_model_and_citations_are_counted(session: Session) -> None:
    shown = metadata.of_embeddings(session, 5)
    assert shown == {"embedded": 5, "model": session.embedder.fingerprint}
    citations = metadata.of_citations(session, CitationTally(works=2, passages=3))
    assert citations == {
        "works looked at": 2,
        "passages changed": 3,
        "citations": 0,
        "with a target": 0,
    }


def compared(**counts: int) -> RowComparison:
    found = Counter({Drift(name): count for name, count in counts.items()})
    examples = [RowDifference(kind, f"甲/{kind}@2020-01-01", ("text",)) for kind in found]
    return RowComparison(rows=12, examined=5, counts=found, examples=examples)


REPAIRS = [
    (compared(), None, True, "the index is what the catalog says"),
    (compared(stale=2, missing=1), None, False, "1 missing, 2 stale"),
    (compared(stale=2), compared(), True, "2 stale; repaired with 3 writes: no drift is left"),
    (compared(stale=2), compared(stale=1), False, "drift is left, or came anew"),
    (RowComparison(lost="g1 is another index"), None, False, "g1 is another index"),
]


@pytest.mark.parametrize(("found", "after", "same", "words"), REPAIRS)
def test_a_comparison_says_in_a_sentence_what_came_of_it(
    found: RowComparison,
    after: RowComparison | None,
    same: bool,
    words: str,
) -> None:
    made = Reconciled("g1", 4, "2024-01-01", (1, 2), found, writes=3, after=after)
    assert made.same is same
    assert made.says.endswith(words)
    document = made.as_json()
    assert document["exit"] == (0 if same else 1)
    assert list(document["drift"]) == [kind.value for kind in Drift]
    assert sum(one["count"] for one in document["drift"].values()) == found.counts.total()
    assert (document["repaired"] is None) is (after is None)
    shown = metadata.of_reconciled(made)
    assert shown["yet to be written"] == 3
    assert {kind.value: shown[kind.value] for kind in Drift} == {
        kind.value: found.counts[kind] for kind in Drift
    }
    assert ("rows that differ" in shown) is bool(found.counts)
    assert ("differ after the repair" in shown) is (after is not None)
