"""Remove from a web page what is not its text.

hidden ─▶ named (nav, role=banner, class="share-box") ─▶ forms ─▶ spam links ─▶ lists of links

Each step counts what it removes. Names can be wrong: an element that is called a footer is text
when it has a title, an article of law, many sentences, or half of the page. Some links are text
too: those inside the page, to attachments, in citations of a law, and in headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingestion.cleaning import Removals
from ingestion.cleaning.spam import is_spam, sells
from ingestion.parsers.html.names import UNSEEN, called
from ingestion.parsers.html.removing import remove
from ingestion.parsers.html.visibility import drop_hidden

_PROSE = frozenset(
    (
        "advertisement",
        "comments",
        "related pages",
        "disclaimer",
        "dialog",
        "embedded object",
        "embedded page",
    )
)
"""What may be made of sentences and is boilerplate all the same, up to a length."""
_ALWAYS = frozenset(("deleted text", "reading in brackets", "image"))
_MAX_BOILERPLATE, _MAX_PROSE = 600, 3000  # characters
_MOST_SENTENCES = 150  # characters of sentences in what a name calls boilerplate
_HALF = 0.5  # of the page's characters
_ARTICLE = re.compile(r"(?:^|\n)[^\S\n]*第[零〇一二三四五六七八九十百千\d]{1,7}条")
_ENDS = re.compile(r"[。；！？]")
_CITES = re.compile(
    r"《[^》]+》|第[零〇一二三四五六七八九十百千\d]+[条章节编]|[〔\[（(]\d{4}[〕\]）)]"
)
_ATTACHMENT = re.compile(
    r"\.(?:docx?|wps|pdf|xlsx?|et|pptx?|rar|zip|7z|txt|jpe?g|png|ofd)(?:$|\?)|附件", re.IGNORECASE
)
_OUTSIDE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_LONGEST_LINK = 60  # characters; a longer one is an `a` that was not closed
_NO_LETTERS = re.compile(r"[\W\d_]+|[年月日]")
_LINKS = 0.55  # share of a block's characters that are links, from which on it is a list of links
_MOST_PROSE = 24  # letters in sentences outside links, as a slogan has
_LEAST_LEFT = 40  # characters; a page that is a list of links is not emptied
_HEADINGS = frozenset(
    (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_LEAVES = frozenset(
    (
        "p",
        "div",
        "td",
        "li",
        "dd",
        "dt",
        "span",
        "center",
        "font",
    )
)

Hear = Callable[[str], object]


def drop_boilerplate(
    root: Any,
    body: Any,
    title: Any | None,
    removals: Removals,
    hear: Hear,
) -> None:
    """Remove what is no text of a page.

    Args:
        root: The root element of the page.
        body: The body of the page; it is changed.
        title: The element of the page's title. It always stays.
        removals: Where removals are counted.
        hear: Called with each text that is removed for its name alone, since a header may name the
            publisher of the page.
    """
    drop_hidden(
        root,
        body,
        title,
        removals,
    )
    step = _Step(
        body,
        title,
        removals,
        hear,
    )
    step.drop_unseen()
    step.drop_named()
    step.drop_spam()
    step.drop_links()


def text_of(element: Any) -> str:
    """Return the text of an element, without the text after it.

    Args:
        element: An element of a page.

    Returns:
        Its text.
    """
    return "".join(element.itertext())


def bare(text: str) -> str:
    """Remove the blanks of a text.

    Args:
        text: Any text.

    Returns:
        The text without blanks.
    """
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class _Share:
    """How much of an element is text: letters, letters in links, links, letters in sentences.

    Dates beside links, bars and bullets are not counted.
    """

    text: int
    linked: int
    links: int
    prose: int = 0


class _Step:
    def __init__(
        self,
        body: Any,
        title: Any | None,
        removals: Removals,
        hear: Hear,
    ) -> None:
        self._body = body
        self._removals = removals
        self._hear = hear
        self._around_title = frozenset(() if title is None else (title, *title.iterancestors()))
        self._whole = 0

    def drop_unseen(self) -> None:
        """Remove what is no text, and measure what is left."""
        self._walk(
            lambda element: (
                "" if not isinstance(element.tag, str) or element.tag in UNSEEN else None
            )
        )
        self._whole = len(bare(text_of(self._body)))

    def drop_named(self) -> None:
        """Drop what tag, role, class or id call boilerplate, where nothing contradicts."""

        def named(element: Any) -> str | None:
            what = called(element) or (
                "form control" if element.tag == "form" and _is_small_form(element) else None
            )
            if what is None or not (what in _ALWAYS or self._may_go(element, what)):
                return None
            if what not in _PROSE:  # whose bylines are other people's
                self._hear(text_of(element))
            return what

        self._walk(named)

    def drop_spam(self) -> None:
        """Drop links that sell, and blocks of them; a heading that sells goes too."""
        for link in list(self._body.iter("a")):
            words = bare(text_of(link))
            if (
                link.getparent() is not None
                and words
                and len(words) <= _LONGEST_LINK
                and sells(words)
                and _OUTSIDE.match(link.get("href", ""))
            ):
                self._drop(link, "spam")
        for element in list(self._body.iter(*_HEADINGS)):
            if element.getparent() is not None and is_spam(text_of(element).strip()):
                self._drop(element, "hijacked title")

    def drop_links(self) -> None:
        """Drop the largest blocks that are little else than links, with the headings over them."""
        shares: dict[Any, _Share] = {}
        whole = self._measure(self._body, shares)
        if whole.text - whole.linked < _LEAST_LEFT:
            return

        def links(element: Any) -> str | None:
            if not self._is_list_of_links(element, shares):
                return None
            return "list of links" if shares[element].links > 1 else "link"

        self._walk(links)

    def _walk(self, judge: Callable[[Any], str | None]) -> None:
        """Ask `judge` about each element, the outer ones first.

        It returns the kind of boilerplate, None for an element that stays, and "" for an empty one.
        """
        waiting = list(reversed(self._body))
        while waiting:
            element = waiting.pop()
            what = judge(element)
            if what is None:
                waiting += reversed(element)
            else:
                self._drop(element, what)

    def _drop(
        self,
        element: Any,
        what: str,
    ) -> None:
        if not what:
            remove(element)
            return
        text = " ".join(text_of(element).split())
        if text or what == "image":
            self._removals.add(
                what,
                1,
                text,
                len(bare(text)),
            )
        remove(element)

    def _may_go(
        self,
        element: Any,
        what: str,
    ) -> bool:
        text = text_of(element)
        length = len(bare(text))
        if element.tag == "form" and length > _HALF * self._whole:
            return False
        if _ARTICLE.search(text) or self._holds_title(element):
            return False
        if element.tag in ("header", "footer") and any(
            parent.tag in ("article", "main") for parent in element.iterancestors()
        ):
            return False
        if what in _PROSE:
            return length <= _MAX_PROSE and length <= _HALF * max(self._whole, 1)
        linked = sum(len(bare(text_of(link))) for link in element.iter("a"))
        if length > _MAX_BOILERPLATE and linked < _HALF * length:
            return False
        return _in_sentences(text) - linked <= _MOST_SENTENCES

    def _holds_title(self, element: Any) -> bool:
        """Whether an element contains the title of the page.

        If the page has none, any top-level heading counts that is not the name of the site.
        """
        if self._around_title:
            return element in self._around_title
        return any(not is_site_name(heading) for heading in element.iter("h1"))

    def _measure(
        self,
        element: Any,
        shares: dict[Any, _Share],
    ) -> _Share:
        """Count an element's characters bottom up."""
        text = _weight(element.text)
        linked = 0
        links = 0
        prose = prose_of(element.text)
        for child in element:
            share = self._measure(child, shares) if isinstance(child.tag, str) else _Share(0, 0, 0)
            text += share.text + _weight(child.tail)
            linked += share.linked
            links += share.links
            prose += share.prose + prose_of(child.tail)
        if element.tag == "a" and self._leads_away(element, text):
            linked = text
            links = 1
            prose = 0
        shares[element] = _Share(
            text,
            linked,
            links,
            prose,
        )
        return shares[element]

    def _leads_away(
        self,
        link: Any,
        length: int,
    ) -> bool:
        """Whether a link leads to another page, and is no citation, no attachment and no text."""
        href = link.get("href", "")
        if not href or not 0 < length <= _LONGEST_LINK or (href.startswith("#") and len(href) > 1):
            return False
        words = text_of(link)
        return not (
            _ATTACHMENT.search(href)
            or _ATTACHMENT.search(words)
            or _CITES.search(words)
            or "。" in words
        )

    def _is_list_of_links(
        self,
        element: Any,
        shares: dict[Any, _Share],
    ) -> bool:
        share = shares[element]
        if (
            not share.links
            or share.linked < _LINKS * share.text
            or element.tag in _HEADINGS
            or self._holds_title(element)
        ):
            return False
        if share.links == 1:
            return (
                share.linked == share.text
                and element.tag in _LEAVES
                and not any(one.tag in _HEADINGS for one in element.iterancestors())
            )
        if any(
            child.tag in ("h1", "h2") and len(bare(text_of(child))) > 12
            for child in element.iter("h1", "h2")
        ):
            return False
        return share.prose <= _MOST_PROSE and not _ARTICLE.search(text_of(element))


def is_site_name(heading: Any) -> bool:
    """Decide whether a heading is the name of the site: a link to its front page, or a picture.

    Args:
        heading: A heading element.

    Returns:
        True where it is.
    """
    links = [link for link in heading.iter("a") if link.get("href") is not None]
    home = any(
        re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+|#|\./)?", link.get("href"))
        for link in links
    )
    return (home and bare("".join(map(text_of, links))) == bare(text_of(heading))) or not bare(
        text_of(heading)
    )


def _in_sentences(text: str) -> int:
    """How many characters of a text are in sentences of more than a few words."""
    return sum(
        len(sentence)
        for line in text.split("\n")
        for sentence in _ENDS.split(line)[:-1]
        if len(sentence) > 5
    )


def prose_of(text: str | None) -> int:
    """Count the letters of a piece of text that belong to a sentence or a provision.

    Args:
        text: The text; None where there is none.

    Returns:
        The number of letters; 0 for a piece without the end of a sentence.
    """
    return len(bare(text)) if text and (_ENDS.search(text) or _ARTICLE.search(text)) else 0


def _weight(text: str | None) -> int:
    return len(_NO_LETTERS.sub("", text)) if text else 0


def _is_small_form(form: Any) -> bool:
    """Whether a form asks for something, and does not just hold the page as forms of ASP.NET do."""
    asks = any(
        field.get("type", "text").lower()
        in (
            "text",
            "password",
            "search",
            "email",
            "tel",
        )
        for field in form.iter("input")
    )
    return asks and len(bare(text_of(form))) <= _MOST_SENTENCES
