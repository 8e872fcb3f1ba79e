"""Laws of our own, saved as offices do, come back whole; and what is lost is seen."""

from __future__ import annotations

import pytest

from evals import office


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_laws_come_back_whole(form):
    tally = office.measure(form, 1, 4)
    assert tally.failures == []
    assert tally.counts["files"] == 4
    assert {
        what: tally.share(what)
        for what in ("articles", "order", "kept", "clean", "hidden kept out")
    } == dict.fromkeys(("articles", "order", "kept", "clean", "hidden kept out"), 1.0)
    assert tally.counts["cells right"] * 2 == tally.counts["cells"] > 0


def test_what_is_lost_is_seen():
    parts, truth = office.Author(7).law(9, notes=False, tables=True)
    saved = office.word(parts, 7)
    saved.text.append("没有写进文件的一句话。")
    saved.tables.append((("没有",),))
    tally = office.Tally()
    office.judge(saved, {**truth, "第九十九条": "第九十九条没有。"}, tally, "law.docx")
    assert (tally.counts["articles good"], tally.counts["articles"]) == (9, 10)
    assert tally.share("kept") < 1
    assert tally.share("order") < 1
    assert tally.counts["cells right"] * 2 == tally.counts["cells"] - 1
    assert len(tally.failures) == 2
