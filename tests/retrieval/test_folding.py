"""Mirrors and pieces become one hit."""

from passages import passage, reader_of, row

from corpus.hashing import text_hash
from indexing.store import Candidate, CandidateLists
from retrieval.folding import fold, fold_key, join_pieces
from retrieval.fusion import fuse

FIRST, SECOND, THIRD = (
    "第九条 工会收到报告后应当核实。",
    "核实期间单位不得辞退报告人。",
    "核实结果应当公布。",
)


def article_in_pieces(date: str, third: str = THIRD, **fields):
    """An article of three paragraphs, cut at each."""
    texts, start, made = (FIRST, SECOND, third), 100, []
    for number, text in enumerate(texts, start=1):
        made.append(
            passage(
                f"举报办法/第九条#{number}@{date}",
                text,
                start=start,
                **fields,
            )
        )
        start += len(text) + 1
    return made


def hits(
    passages,
    keyword: dict,
    vector: dict,
    k=10,
    groups=("public",),
):
    reader = reader_of(passages)
    rows = {one["id"]: one for one in reader.get([one.id for one in passages])}
    found = (
        tuple(Candidate(score, rows[one]) for one, score in search.items())
        for search in (keyword, vector)
    )
    return fold(
        fuse(CandidateLists(*found), key=fold_key),
        reader,
        k,
        groups,
    )


def test_pieces_of_an_article_are_one_hit_that_shows_it_whole():
    """Whichever pieces the searches found, the hit has all three, with a span that covers them and the best score of each search."""
    pieces = article_in_pieces("2020-01-01")
    (hit,) = hits(
        pieces,
        {pieces[2].id: 5.0},
        {pieces[1].id: 0.7},
    )
    assert hit.row["text"] == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert hit.row["id"] == "举报办法/第九条#1@2020-01-01"
    assert hit.row["source"]["end"] - hit.row["source"]["start"] == len(hit.row["text"])
    assert hit.row["text_hash"] == text_hash(hit.row["text"])
    assert (hit.parts.keyword, hit.parts.vector) == (1.0, 1.0)


def test_pieces_of_a_text_without_articles_stay_apart():
    """A section of a case is as long as a court makes it: its pieces are hits of their own."""
    pieces = [passage(f"某案/reasoning#{n}@2021-06-01", f"本院认为之{n}") for n in (1, 2)]
    assert (
        len(
            hits(
                pieces,
                {pieces[0].id: 2.0, pieces[1].id: 1.0},
                {},
            )
        )
        == 2
    )


def test_equal_texts_are_one_hit_that_names_the_others():
    """A copy in another file is a mirror of the hit, not a second hit; each search counts once."""
    text = "第二条 职工有权查阅工资清单。"
    one, copy = (
        passage(
            "工资办法/第二条@2019-01-01",
            text,
            path="甲.md",
        ),
        passage(
            "工资办法/第二条@2019-01-01乙",
            text,
            path="乙.docx",
        ),
    )
    (hit,) = hits(
        [one, copy],
        {one.id: 2.0},
        {copy.id: 0.5},
    )
    assert hit.row["mirrors"] == [{"name": "laws", "path": "乙.docx"}] or hit.row["mirrors"] == [
        {"name": "laws", "path": "甲.md"}
    ]
    assert (hit.score, hit.parts.keyword, hit.parts.vector) == (1.0, 1.0, 1.0)


def test_of_equal_versions_the_newest_is_shown():
    """An article that an amendment left alone is cited from the law as amended."""
    text = "第三条 工资按月支付。"
    old, new = passage("工资法/第三条@2001-01-01", text), passage("工资法/第三条@2015-01-01", text)
    (hit,) = hits(
        [old, new],
        {old.id: 2.0, new.id: 1.0},
        {old.id: 0.9},
    )
    assert hit.row["id"] == new.id
    assert [mirror["path"] for mirror in hit.row["mirrors"]] == ["工资法(2001-01-01).md"]


def test_versions_with_different_texts_are_different_hits():
    """Also where they share a piece: it is the whole article that is compared."""
    old, new = (
        article_in_pieces("2010-01-01", third="核实结果应当存档。"),
        article_in_pieces("2020-01-01"),
    )
    found = hits(
        [*old, *new],
        {old[0].id: 2.0, new[0].id: 1.0},
        {},
    )
    assert [hit.row["promulgated"] for hit in found] == ["2010-01-01", "2020-01-01"]


def test_equal_articles_in_pieces_fold():
    """Two versions whose pieces are all the same are one hit, the newer one."""
    old, new = article_in_pieces("2010-01-01"), article_in_pieces("2020-01-01")
    (hit,) = hits(
        [*old, *new],
        {old[0].id: 2.0, new[0].id: 1.0},
        {},
    )
    assert (hit.row["promulgated"], hit.row["mirrors"]) == (
        "2020-01-01",
        [{"name": "laws", "path": "举报办法(2010-01-01).md"}],
    )


def test_k_counts_hits_and_not_candidates():
    """Copies do not take the place of other answers, and a copy further down is still named."""
    same = "第二条 职工有权查阅工资清单。"
    passages = [
        passage("甲法/第二条@2020-01-01", same),
        passage("乙法/第二条@2020-01-01", same),
        passage("丙法/第二条@2020-01-01", "第二条 单位应当公开工资清单。"),
    ]
    found = hits(
        passages,
        {passages[0].id: 3.0, passages[2].id: 2.0, passages[1].id: 1.0},
        {},
        k=2,
    )
    assert [hit.row["work"] for hit in found] == ["甲法", "丙法"]
    assert [mirror["path"] for mirror in found[0].row["mirrors"]] == ["乙法(2020-01-01).md"]


def test_pieces_of_other_groups_are_not_shown():
    """Nobody sees what is not theirs, also not as a piece of what is."""
    pieces = [
        *article_in_pieces("2020-01-01")[:2],
        *article_in_pieces("2020-01-01", groups=("leaders",))[2:],
    ]
    (hit,) = hits(
        pieces,
        {pieces[0].id: 1.0},
        {},
    )
    assert hit.row["text"] == f"{FIRST}\n{SECOND}"


def test_evidence_of_tags_moves_with_the_text():
    """A tag's evidence in the second piece is a span of the whole article."""
    rows = [
        row(
            one.id,
            one.text,
            start=one.source.start,
        )
        for one in article_in_pieces("2020-01-01")
    ]
    rows[1]["tags"] = [
        {
            "scheme": "union",
            "value": "保护",
            "confidence": 1.0,
            "method": "rule",
            "evidence": [0, 4],
        }
    ]
    whole = join_pieces(rows)
    ((start, end),) = [tag["evidence"] for tag in whole["tags"]]
    assert whole["text"][start:end] == "核实期间"
