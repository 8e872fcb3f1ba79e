"""Makes the text of an amended law from the earlier text and the act that amended it.

The result is derived: no official text says it. It is given only where every instruction of the act
could be applied exactly. Otherwise the result says which words could not be applied.

    二、将第三条修改为：“……”              an article anew
    三、增加一条，作为第四条：“……”        an article more; the others move where the act says so
    四、删去第五条。                      an article less
    五、将第六条中的“甲”修改为“乙”。      words, where they stand in the article once
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.notation.numerals import NUMERAL, parse_article, to_int
from corpus.notation.work_keys import work_key

_LABEL = rf"第\s*{NUMERAL}+\s*条(?:之{NUMERAL}+)?"
_OWN_LABEL = re.compile(rf"\s*{_LABEL}\s*")
_ITEM = re.compile(rf"\s*(?:[（(]?{NUMERAL}{{1,4}}[)）]|{NUMERAL}{{1,4}}[、.．])\s*")
_OF_ANOTHER = re.compile(
    r"\s*+(?:对|将)?\s*+《(?P<title>[^《》]+)》\s*+(?:作|做)出?(?:如下|以下)?修[改订][:：]?"
)
_OPENING = re.compile(
    r"[^“”《》]{0,120}(?:《[^《》]+》[^“”《》]{0,40})?(?:作|做)出?(?:如下|以下)修[改订][:：]"
)
_CLOSINGS = re.compile(
    r"\s*(?:本(?:决定|修正案|办法|规定)自[^。“”]{2,40}起?(?:施行|实施|生效)[。]?"
    r"|《[^《》]+》(?:根据|依照)本(?:决定|修正案)[^。“”]{0,30}(?:修[改订]|调整)[^。“”]{0,20}[。]?"
    r"|(?:并)?重新(?:公布|发布)[。]?|(?:现予公布|特此公告|以下略)[。]?)"
)
_MOVES = re.compile(
    r"\s*(?:此外[，,])?(?:并)?(?:对|将)?(?:部分)?条(?:文|款)?(?:的)?(?:顺序|序号)(?:予以|作|做|也作|相应)+"
    r"(?:相应)?(?:的)?(?:调整|修改)(?:和修改)?[。]?"
)
_ORDER_CHANGES = re.compile("顺序|序号")
_GAP = re.compile(r"[\s。；;，,]+")
_WHOLE = re.compile(
    rf"\s*(?:将)?原?(?P<old>{_LABEL})(?:改为(?P<new>{_LABEL})[，,]\s*(?:并)?)?修改为\s*[:：]?\s*(?=“)"
)
_MOVED = re.compile(
    rf"\s*(?:将)?原?(?P<old>{_LABEL})(?:改为|作为|修改为)(?P<new>{_LABEL})(?=[。；;，,\s]|$)"
)
_ADDED = re.compile(
    rf"\s*(?:在{_LABEL}(?:之)?后)?增加一条[，,]?\s*作为(?P<new>{_LABEL})\s*[:：]?\s*(?=“)"
)
_DELETED = re.compile(rf"\s*(?:删去|删除)(?P<list>{_LABEL}(?:[、和及]{_LABEL})*)(?=[。；;，,\s]|$)")
_PARAGRAPH = re.compile(
    rf"\s*(?:将)?(?P<old>{_LABEL})第(?P<number>{NUMERAL}+)款修改为\s*[:：]?\s*(?=“)"
)
_MORE = re.compile(
    rf"\s*(?:在)?(?P<old>{_LABEL})(?:中)?增加一款[，,]?\s*作为第(?P<number>{NUMERAL}+)款\s*[:：]?\s*(?=“)"
)
_WORDS = re.compile(
    rf"\s*(?:将)?(?P<old>{_LABEL})中?的?“(?P<before>[^“”]+)”(?:均)?(?:修改为|改为)“(?P<after>[^“”]+)”"
)


@dataclass(frozen=True, slots=True)
class ConsolidatedArticle:
    """An article of a derived text.

    Attributes:
        label: Its label in the derived text.
        text: Its text, with its label.
        was: Its label in the earlier text; None for an article that was added.
        is_changed: Whether the act changed its words.
    """

    label: str
    text: str
    was: str | None
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A derived text, or why there is none.

    Attributes:
        articles: The articles of the derived text; empty where an instruction was not applied.
        problem: The words that could not be applied exactly; "" where all were.
    """

    articles: tuple[ConsolidatedArticle, ...] = ()
    problem: str = ""


class _NotExactError(Exception):
    """An instruction cannot be applied exactly."""


@dataclass
class _Draft:
    """The text while instructions are applied to it; labels are those of the earlier text.

    Attributes:
        articles: By label, the articles of the earlier text.
        moved: By label, the new label that the act gives.
        added: The new articles.
        deleted: The labels of articles that the act deletes.
        renumbers: Whether the act moves the other articles up or down.
    """

    articles: dict[str, ConsolidatedArticle]
    moved: dict[str, str] = field(default_factory=dict)
    added: list[ConsolidatedArticle] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    renumbers: bool = False


def consolidate(
    articles: Sequence[tuple[str, str]],
    amending: str,
    work: str,
) -> Consolidation:
    """Apply an act that amends a law to the law's earlier text.

    Args:
        articles: The labels and texts of the earlier text's articles, in their order.
        amending: The text of the amending act, without its title and head note.
        work: The key of the law; an act may amend several.

    Returns:
        The derived text; where an instruction could not be applied exactly, only these words.
    """
    draft = _Draft(
        {
            label: ConsolidatedArticle(
                label,
                text,
                label,
            )
            for label, text in articles
        }
    )
    try:
        count = _apply_all(draft, _part_of(amending, work))
        found = tuple(_renumber(draft))
    except _NotExactError as error:
        return Consolidation(problem=str(error))
    return Consolidation(found) if count else Consolidation(problem="no instruction was found")


def _part_of(amending: str, work: str) -> str:
    """The part of an act that amends one law; the whole act where it amends no other."""
    heads = [head for head in _OF_ANOTHER.finditer(amending) if not _is_quoted(amending, head)]
    named = [work_key(head["title"]) for head in heads]
    if not heads or set(named) == {work}:
        return amending
    if named.count(work) != 1:
        raise _NotExactError("it is not clear which instructions concern the law")
    place = named.index(work)
    end = heads[place + 1].start() if place + 1 < len(heads) else len(amending)
    part = amending[heads[place].start() : end]
    # The number of the next law's item stands at the end of this part.
    return re.sub(
        rf"\s*(?:[（(]?{NUMERAL}{{1,4}}[)）]|{NUMERAL}{{1,4}}[、.．])\s*$",
        "",
        part,
    )


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    return before.count("“") > before.count("”")


def _apply_all(draft: _Draft, text: str) -> int:
    """Apply the instructions of a text; the number of those that were applied."""
    opening = _OPENING.match(text)
    place = opening.end() if opening else 0
    count = 0
    while True:
        place = _skip(
            draft,
            text,
            place,
        )
        if place >= len(text):
            return count
        place = _apply_next(
            draft,
            text,
            place,
        )
        count += 1


def _skip(
    draft: _Draft,
    text: str,
    place: int,
) -> int:
    """Go over what is no instruction on an article: labels of items, gaps, closing sentences."""
    while place < len(text):
        found = (
            _MOVES.match(text, place)
            or _GAP.match(text, place)
            or _OF_ANOTHER.match(text, place)
            or _CLOSINGS.match(text, place)
            or _ITEM.match(text, place)
        )
        if found is None or found.end() == place:
            break
        if _ORDER_CHANGES.search(found[0]):
            draft.renumbers = True
        place = found.end()
    return place


def _apply_next(
    draft: _Draft,
    text: str,
    place: int,
) -> int:
    """Apply the instruction that begins at a place; where it ends."""
    if match := _WHOLE.match(text, place):
        words, end = _quotation(text, match.end())
        _replace(
            draft,
            match["old"],
            words,
        )
        if match["new"]:
            _move(
                draft,
                match["old"],
                match["new"],
            )
        return end
    if match := _MOVED.match(text, place):
        _move(
            draft,
            match["old"],
            match["new"],
        )
        return match.end()
    if match := _ADDED.match(text, place):
        words, end = _quotation(text, match.end())
        label = _canonical(match["new"])
        body = _OWN_LABEL.sub(
            "",
            words,
            count=1,
        )
        draft.added.append(
            ConsolidatedArticle(
                label,
                f"{label} {body}",
                None,
                is_changed=True,
            )
        )
        return end
    if match := _DELETED.match(text, place):
        for label in re.findall(_LABEL, match["list"]):
            draft.deleted.add(_known(draft, label).label)
        return match.end()
    if match := _PARAGRAPH.match(text, place):
        words, end = _quotation(text, match.end())
        _replace_paragraph(
            draft,
            match["old"],
            match["number"],
            words,
        )
        return end
    if match := _MORE.match(text, place):
        words, end = _quotation(text, match.end())
        _add_paragraph(
            draft,
            match["old"],
            match["number"],
            words,
        )
        return end
    if match := _WORDS.match(text, place):
        _replace_words(
            draft,
            match["old"],
            match["before"],
            match["after"],
        )
        return match.end()
    sentence = re.split(
        r"[。\n]",
        text[place:].strip(),
        maxsplit=1,
    )[0]
    raise _NotExactError(sentence[:80])


def _quotation(text: str, place: int) -> tuple[str, int]:
    """The words of the quotation that opens at a place, and where it ends."""
    depth = 0
    for index in range(place, len(text)):
        if text[index] == "“":
            depth += 1
        elif text[index] == "”":
            depth -= 1
            if depth == 0:
                return text[place + 1 : index].strip(), index + 1
    raise _NotExactError(text[place : place + 80])


def _canonical(label: str) -> str:
    return str(parse_article(label) or label)


def _known(draft: _Draft, label: str) -> ConsolidatedArticle:
    name = _canonical(label)
    if name not in draft.articles or name in draft.deleted:
        raise _NotExactError(f"the earlier text has no {name}")
    return draft.articles[name]


def _set(
    draft: _Draft,
    article: ConsolidatedArticle,
    text: str,
) -> None:
    draft.articles[article.label] = replace(
        article,
        text=text,
        is_changed=True,
    )


def _replace(
    draft: _Draft,
    label: str,
    words: str,
) -> None:
    article = _known(draft, label)
    body = _OWN_LABEL.sub(
        "",
        words,
        count=1,
    )
    _set(
        draft,
        article,
        f"{article.label} {body}",
    )


def _move(
    draft: _Draft,
    old: str,
    new: str,
) -> None:
    draft.moved[_known(draft, old).label] = _canonical(new)


def _paragraphs(article: ConsolidatedArticle) -> list[str]:
    return [line for line in article.text.split("\n") if line.strip()]


def _replace_paragraph(
    draft: _Draft,
    label: str,
    number: str,
    words: str,
) -> None:
    article = _known(draft, label)
    lines = _paragraphs(article)
    place = (to_int(number) or 0) - 1
    # 项 are lines of their own, and paragraphs cannot be counted beside them.
    if not 0 <= place < len(lines) or any(_ITEM.match(line) for line in lines):
        raise _NotExactError(f"{article.label} has no paragraph {number}")
    lines[place] = f"{article.label} {words}" if place == 0 else words
    _set(
        draft,
        article,
        "\n".join(lines),
    )


def _add_paragraph(
    draft: _Draft,
    label: str,
    number: str,
    words: str,
) -> None:
    article = _known(draft, label)
    lines = _paragraphs(article)
    place = (to_int(number) or 0) - 1
    if not 1 <= place <= len(lines) or any(_ITEM.match(line) for line in lines):
        raise _NotExactError(f"{article.label} has no place for a paragraph {number}")
    lines.insert(place, words)
    _set(
        draft,
        article,
        "\n".join(lines),
    )


def _replace_words(
    draft: _Draft,
    label: str,
    before: str,
    after: str,
) -> None:
    article = _known(draft, label)
    if article.text.count(before) != 1:
        raise _NotExactError(f"“{before}” does not stand in {article.label} once")
    _set(
        draft,
        article,
        article.text.replace(before, after),
    )


def _renumber(draft: _Draft) -> Iterator[ConsolidatedArticle]:
    """Give the articles their new labels, in the order of the new text.

    Labels that the act gives count. The others fill the places between, where the act says that
    articles move; else they stay.
    """
    stay = [article for label, article in draft.articles.items() if label not in draft.deleted]
    given = [
        (draft.moved[article.label], article) for article in stay if article.label in draft.moved
    ]
    given += [(article.label, article) for article in draft.added]
    fixed = dict(given)
    if len(fixed) != len(given):
        raise _NotExactError("two articles get one number")
    rest = [article for article in stay if article.label not in draft.moved]
    found = fixed | _fill(
        rest,
        set(fixed),
        renumbers=draft.renumbers,
    )
    if len(found) != len(rest) + len(given):
        raise _NotExactError("two articles get one number")
    numbers = {label: parse_article(label) for label in found}
    if any(number is None for number in numbers.values()):
        raise _NotExactError("an article has no number")
    ordered = sorted(found, key=lambda label: numbers[label] or (0, 0))
    earlier = list(draft.articles)
    kept = [earlier.index(found[label].was or "") for label in ordered if found[label].was]
    if kept != sorted(kept):
        raise _NotExactError("articles change their order")
    for label in ordered:
        yield _labelled(found[label], label)


def _fill(
    rest: Sequence[ConsolidatedArticle],
    taken: set[str],
    *,
    renumbers: bool,
) -> dict[str, ConsolidatedArticle]:
    """By their new labels, the articles to which the act gives none."""
    if not renumbers:
        return {article.label: article for article in rest if article.label not in taken}
    if any("之" in article.label for article in rest):
        raise _NotExactError("articles with 之 are renumbered")
    found: dict[str, ConsolidatedArticle] = {}
    number = 0
    for article in rest:
        number += 1
        while str(parse_article(f"第{number}条")) in taken:
            number += 1
        found[str(parse_article(f"第{number}条"))] = article
    return found


def _labelled(article: ConsolidatedArticle, label: str) -> ConsolidatedArticle:
    if label == article.label:
        return article
    body = _OWN_LABEL.sub(
        "",
        article.text,
        count=1,
    )
    return replace(
        article,
        label=label,
        text=f"{label} {body}",
    )
