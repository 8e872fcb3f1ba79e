"""The provisions that relative words of an article mean: 前条, 前两款, 本条, 本款, 前项, 本项."""

from __future__ import annotations

from corpus.notation.numerals import ArticleNumber, parse_article, to_int
from corpus.notation.provision_lists import CitedProvision
from law.citations.paragraphs import item_at, paragraph_at
from law.citations.places import CitingPlace


def relative_provisions(
    word: str,
    text: str,
    start: int,
    place: CitingPlace,
    *,
    is_taiwans: bool = False,
) -> list[CitedProvision]:
    """Find the provisions that a relative word means.

    Args:
        word: The word, such as 前两款.
        text: The text of the citing article.
        start: Where the word stands in the text.
        place: Where the text stands.
        is_taiwans: Whether 前項 is the paragraph before, as in the law of Taiwan.

    Returns:
        The provisions, without their places in the text; none where there is no such provision.
    """
    article = parse_article(place.article or "")
    paragraph = paragraph_at(text, start, place.paragraph)
    unit = word[-1]
    if word[0] == "前":
        count = to_int(word[1:-1]) or 1
        if unit == "条":
            return _previous_articles(place, count)
        if unit == "款" or is_taiwans:
            return _previous_paragraphs(article, paragraph, count)
        return _previous_items(article, paragraph, item_at(text, start), count)
    if unit == "项":
        item = item_at(text, start)
        return [CitedProvision(0, 0, article, paragraph, item)] if item else []
    if unit == "条":
        return [CitedProvision(0, 0, article)]
    return [
        CitedProvision(
            0,
            0,
            article,
            paragraph,
        )
    ]


def _previous_articles(place: CitingPlace, count: int) -> list[CitedProvision]:
    articles = [parse_article(label) for label in place.previous[-count:]]
    return [CitedProvision(0, 0, article) for article in articles if article]


def _previous_paragraphs(
    article: ArticleNumber | None,
    paragraph: int,
    count: int,
) -> list[CitedProvision]:
    first = paragraph - count
    if first < 1:
        return [CitedProvision(0, 0, article)]
    numbers = range(first, paragraph)
    return [
        CitedProvision(
            0,
            0,
            article,
            number,
        )
        for number in numbers
    ]


def _previous_items(
    article: ArticleNumber | None,
    paragraph: int,
    item: int | None,
    count: int,
) -> list[CitedProvision]:
    """The items before the own one; outside items, and in the first one, the paragraph."""
    first = (item or 0) - count
    if item is None or first < 1:
        return [CitedProvision(0, 0, article, paragraph)]
    return [CitedProvision(0, 0, article, paragraph, number) for number in range(first, item)]
