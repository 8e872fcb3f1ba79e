"""The provisions that relative words of an article mean: 前条, 前两款, 本条, 本款, 前项."""

from __future__ import annotations

from corpus.notation.numerals import ArticleNumber, parse_article, to_int
from corpus.notation.provision_lists import CitedProvision
from law.citations.paragraphs import paragraph_at
from law.citations.places import CitingPlace


def relative_provisions(
    word: str,
    text: str,
    start: int,
    place: CitingPlace,
) -> list[CitedProvision]:
    """Find the provisions that a relative word means.

    Args:
        word: The word, such as 前两款.
        text: The text of the citing article.
        start: Where the word stands in the text.
        place: Where the text stands.

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
        if unit == "款":
            return _previous_paragraphs(article, paragraph, count)
    elif unit == "条":
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
