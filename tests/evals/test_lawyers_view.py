"""Works that a person checked, compared with what a catalog has of them."""

import json
import sqlite3

import pytest
import sqlalchemy as sa

from corpus.hashing import text_hash
from corpus.records import Basis, Rank, Status
from evals import lawyers_view
from storage.catalog import tables

LAW = {
    "level": {"value": "law"},
    "authority": {"value": "全国人民代表大会"},
    "number": None,
}


def filled(table, **values):
    """A row of a table: these values, and something in each other column that must not be null."""
    row = {}
    for column in table.columns:
        if column.name in values:
            row[column.name] = values[column.name]
        elif not column.nullable and not column.primary_key:
            is_json = isinstance(column.type, sa.JSON)
            row[column.name] = [] if is_json else column.type.python_type()
    return row


@pytest.fixture
def home(tmp_path):
    """A home whose catalog has a law in two versions, and a judgment."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'catalog.db'}")
    tables.metadata.create_all(engine)
    versions = [
        ("电车法@2001-02-03", "电车法", "2001-02-03", "statute", "电车法", LAW),
        ("电车法@2011-02-03", "电车法", "2011-02-03", "statute", "中华人民共和国电车法", LAW),
        ("判决@2020-05-06", "判决", "2020-05-06", "judgment", "甲某案判决书", None),
    ]
    with engine.begin() as connection:

        def insert(table, **values):
            connection.execute(table.insert(), filled(table, **values))

        insert(tables.sources, id=1)
        for work in ("电车法", "判决"):
            insert(tables.works, work=work)
        for number, (id_, work, date, kind, title, law) in enumerate(versions, 1):
            insert(
                tables.expressions,
                id=id_,
                work=work,
                date=date,
                kind=kind,
                title=title,
                valid_from=date,
                valid_from_basis="stated",
                status="in force",
                law=law,
            )
            insert(tables.objects, id=number, source_id=1, path=str(number), state="indexed")
            insert(tables.manifestations, expression_id=id_, object_id=number)
            insert(
                tables.passages,
                id=f"{work}/第一条@{date}",
                expression_id=id_,
                object_id=number,
                jurisdiction="mainland" if law else None,
            )
        cited = ("宪法/第一条@1982-12-04", None, "电车法/第一条@2011-02-03")
        for place, target in enumerate(cited):
            insert(
                tables.citations,
                passage_id="电车法/第一条@2011-02-03",
                place=place,
                target=target,
            )
    engine.dispose()
    return tmp_path


RIGHT = {
    "title": "中华人民共和国电车法",
    "files": 2,
    "level": "law",
    "jurisdiction": "mainland",
    "authority": "全国人民代表大会",
    "number": None,
    "versions": ["2001-02-03", "2011-02-03"],
    "validity": [["2001-02-03", None, "stated"], ["2011-02-03", None, "stated"]],
    "status": ["in force", "in force"],
    "citations": ["宪法/第一条@1982-12-04", None, "电车法/第一条"],
}


def read(home, work, passage):
    """The values of a work."""
    with sqlite3.connect(home / "catalog.db") as catalog:
        catalog.row_factory = sqlite3.Row
        return lawyers_view.read_work(catalog, work, passage)


def test_the_values_of_a_law(home):
    """Title, level and issuer are those of the last version; each version has its own days."""
    assert read(home, "电车法", "电车法/第一条") == RIGHT


def test_a_title_that_names_people_is_a_hash(home):
    """So the gold standard holds no names of parties."""
    assert read(home, "判决", "")["title"] == text_hash("甲某案判决书")[:8]


def test_a_missing_work(home):
    """It is one difference, not one for each field."""
    assert read(home, "船舶法", "") is None
    gold = {"work": "船舶法", "values": RIGHT, "reasons": {}}
    assert [one.field for one in lawyers_view.compare(gold, None)] == ["work"]


@pytest.mark.parametrize(
    ("right", "reasons", "printed", "status"),
    [
        pytest.param(RIGHT, {}, "1 of 1 works are wholly right", 0, id="right"),
        pytest.param(
            RIGHT | {"level": "local rule"},
            {"level": "the note is not read"},
            "the note is not read",
            0,
            id="still wrong",
        ),
        pytest.param(
            RIGHT | {"level": "local rule"},
            {},
            "was right when it was checked",
            1,
            id="lost",
        ),
        pytest.param(
            RIGHT,
            {"level": "the note is not read"},
            "right now, and wrong when it was checked: level of 电车法",
            0,
            id="gained",
        ),
    ],
)
def test_what_is_printed(home, tmp_path, monkeypatch, capsys, right, reasons, printed, status):
    """A value that was right and is not any more fails the measurement; an old error does not."""
    row = {
        "work": "电车法",
        "passage": "电车法/第一条",
        "values": right,
        "reasons": reasons,
        "known": {},
    }
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setattr(lawyers_view, "GOLD", gold)
    monkeypatch.setenv("COLUMNS", "200")
    assert lawyers_view.main([str(home)]) == status
    assert printed in capsys.readouterr().out
    assert lawyers_view.main([str(home), "--json"]) == status
    assert json.loads(capsys.readouterr().out)["works"] == 1


def test_the_sample():
    """Sixty works, each once, with the fields that are compared and values that there are."""
    rows = lawyers_view.read_gold()
    assert len({row["work"] for row in rows}) == len(rows) == 60
    for row in rows:
        values = row["values"]
        assert tuple(values) == lawyers_view.FIELDS
        assert set(row["reasons"]) <= set(values)
        assert "@" not in row["passage"]
        assert values["level"] is None or values["level"] in set(Rank)
        assert len(values["versions"]) == len(values["validity"]) == len(values["status"])
        assert set(values["status"]) <= set(Status)
        assert {basis for _, _, basis in values["validity"]} <= set(Basis)
