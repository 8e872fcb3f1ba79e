"""The generator of copies and look-alikes, and the score that is made of it."""

from evals import near_duplicates


def test_a_seed_makes_the_same_archive():
    """Otherwise no figure could be measured again."""
    assert near_duplicates.make_archive(3, 60).texts == near_duplicates.make_archive(3, 60).texts
    assert near_duplicates.make_archive(3, 60).texts != near_duplicates.make_archive(4, 60).texts


def test_copies_are_edited_and_look_alikes_are_there():
    archive = near_duplicates.make_archive(3, 300)
    texts = archive.texts.values()
    copies = [text for text in texts if text.edited is not None]
    assert {text.kind for text in copies} == {"news", "notice", "letter", "judgment", "law"}
    assert all(0 <= text.edited <= 0.2 for text in copies)
    assert near_duplicates.score(archive, {})["look-alikes"] > 100


def test_the_score_counts_pairs():
    """With all documents in one group every true pair is found, and most pairs are wrong."""
    archive = near_duplicates.make_archive(3, 60)
    first = next(iter(archive.texts))
    together = near_duplicates.score(
        archive, {place: first for place in archive.texts if place != first}
    )
    apart = near_duplicates.score(archive, {})
    assert (together["recall"], together["precision"] < 0.1, together["versions merged"] > 0) == (
        1.0,
        True,
        True,
    )
    assert (apart["recall"], apart["precision"], apart["versions kept apart"]) == (0.0, 1.0, 1.0)


def test_the_copies_of_a_small_archive_are_grouped(tmp_path):
    """The program itself, and what it claims, on fewer documents."""
    _, scores = near_duplicates.measure(3, 120, tmp_path, authority=True)
    assert (scores["precision"], scores["versions merged"], scores["official stands"]) == (
        1.0,
        0,
        1.0,
    )
    assert scores["recall"] >= 0.95
    assert (
        scores["again: signed"],
        scores["again: pairs compared"],
        scores["one more: signed"],
    ) == (0, 0, 1)
