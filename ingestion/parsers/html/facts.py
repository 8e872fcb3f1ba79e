"""What a page says of itself: title, date, author and publisher.

They are in its head, in JSON-LD, and in the line below its title. The first value wins, and heads
come before bodies. Titles are an exception: many heads are a template of the site, and some were
hijacked (the title and keywords of a casino over a notice of a city). So a title must also be on
the page, if the page shows one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingestion.cleaning import Removals
from ingestion.cleaning.bylines import byline, day, is_byline
from ingestion.cleaning.spam import is_spam
from ingestion.drafts import DocumentDraft
from ingestion.parsers.html.boilerplate import bare, is_site_name, text_of

_META = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title", "headline"),
    "date": (
        "pubdate", "publishdate", "publish_date", "article:published_time", "publicationdate", "og:release_date", "datepublished", "firstpublishedtime", "dc.date",
        "dc.date.issued", "dcterms.created", "dcterms.issued", "date",
    ),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "byl"),
    "publisher": ("contentsource", "source", "og:site_name", "sitename", "article:publisher", "dc.publisher", "publisher"),
}  # fmt: skip
_TITLE_PARTS = re.compile(r"\s*[_|｜»›–—]+\s*|\s+-+\s+|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:\w*title|bt|biaoti|headline|heading)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST = 100  # characters of a title
_LARGEST_SCRIPT = 200_000  # characters of JSON-LD that are read
_ARTICLES = (
    "Article",
    "NewsArticle",
    "Report",
    "BlogPosting",
    "WebPage",
    "GovernmentService",
    "Legislation",
)
_UNCOMMON = (
    0.2  # share of a title's character pairs that stand in the page; a foreign title has fewer
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a page: its element, its text, and whether the head has the same title."""

    element: Any | None
    text: str


class Facts:
    """Gathers what a page says of itself; `write` puts it into the document's metadata."""

    def __init__(
        self,
        root: Any,
        body: Any,
    ) -> None:
        self._found: dict[str, str] = {}
        self._head = list(_head_values(root))
        self.page_title = " ".join((root.findtext(".//title") or "").split())
        self.hijacked = ""
        self.title = self._find_title(body)

    def hear(self, text: str) -> None:
        """Read a byline, or the lines of a header that may contain one.

        Args:
            text: The text of the byline or header.
        """
        for line in text.split("\n"):
            if is_byline(" ".join(line.split())):
                for name, value in byline(line):
                    self._found.setdefault(name, value)

    def write(
        self,
        draft: DocumentDraft,
        removals: Removals,
    ) -> None:
        """Write title, date, author and publisher, and which titles were hijacked.

        Args:
            draft: The document that gets the metadata.
            removals: Where removals are counted.
        """
        draft.add_metadata("title", self.title.text)
        draft.add_metadata("page_title", self.page_title)
        for name in ("date", "author", "publisher"):
            said = [
                value
                for said, value in self._head
                if said == name and not is_spam(value) and "@" not in value
            ]
            if name != "date":
                values = [self._found.get(name), *said]
            else:
                values = [*said, self._found.get(name)]
            draft.add_metadata(name, next((value for value in values if value), None))
        for name, value in self._head:
            if name in ("keywords", "description") and is_spam(value):
                removals.add(
                    "hijacked title",
                    1,
                    value,
                    0,
                )
        if self.hijacked:
            removals.add(
                "hijacked title",
                1,
                self.hijacked,
                0,
            )
            draft.add_metadata("hijacked_title", self.hijacked)

    def _find_title(self, body: Any) -> Title:
        titles = [
            one
            for one in (*(value for name, value in self._head if name == "title"), self.page_title)
            if one
        ]
        honest = [one for one in titles if not is_spam(one)]
        self.hijacked = next((one for one in titles if is_spam(one)), "")
        parts = {
            bare(part): part
            for one in honest
            for part in (one, *_TITLE_PARTS.split(one))
            if 4 <= len(bare(part)) <= _LONGEST
        }
        headings = [one for one in body.iter("h1", "h2", "h3") if _may_title(one)]
        firsts = [one for one in headings if one.tag == "h1"]
        named_in_head = [one for one in headings if bare(text_of(one)) in parts]
        element = max(
            named_in_head, key=lambda one: len(bare(text_of(one))), default=None
        )  # a site's name is shorter than a title
        if element is None:
            element = self._first_named(body, parts)
        if element is None and len(firsts) == 1:
            element = firsts[0]
        self._compare(body, "" if element is None else bare(text_of(element)))
        if element is None and (self.hijacked or not honest):
            element = next(_called_title(body), None)
        if element is not None:
            return Title(element, " ".join(text_of(element).split()))
        if self.hijacked:
            honest = [one for one in honest if one != self.hijacked]
        return Title(
            None,
            next(iter(honest), "") or (" ".join(text_of(headings[0]).split()) if headings else ""),
        )

    def _first_named(
        self,
        body: Any,
        parts: dict[str, str],
    ) -> Any | None:
        """Return the first element whose whole text is the title in the head.

        Links and list items do not count. Many pages set their titles as plain text.
        """
        longest = max(map(len, parts), default=0)
        for element in body.iter(
            "p",
            "div",
            "td",
            "span",
            "strong",
            "b",
            "font",
            "center",
            "th",
        ):
            text = bare(element.text or "")
            if (
                text
                and len(text) <= longest
                and bare(text_of(element)) in parts
                and not any(one.tag in ("a", "li", "nav") for one in element.iterancestors())
            ):
                return element
        return None

    def _compare(
        self,
        body: Any,
        shown: str,
    ) -> None:
        """Note a title in the head that has nothing in common with the page's title or text."""
        said = self.page_title
        pairs = {said[n : n + 2] for n in range(len(said) - 1) if said[n : n + 2].isalpha()}
        if self.hijacked or len(pairs) < 6 or (shown and shown in bare(said)):
            return
        text = text_of(body)
        if sum(pair in text for pair in pairs) < _UNCOMMON * len(pairs):
            self.hijacked = said


def _may_title(heading: Any) -> bool:
    text = text_of(heading)
    return 0 < len(bare(text)) <= 2 * _LONGEST and not is_spam(text) and not is_site_name(heading)


def _called_title(body: Any) -> Iterator[Any]:
    """Yield elements that are called a title or are right above a byline, if the head is wrong."""
    blocks = [
        one
        for one in body.iter(
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "td",
            "span",
            "strong",
            "b",
            "font",
        )
        if 4 <= len(bare(text_of(one))) <= _LONGEST
    ]
    named = [
        one
        for one in blocks
        if _TITLE_NAME.search(f"{one.get('class', '')} {one.get('id', '')}")
        and next(one.iter("a"), None) is None
    ]
    yield from (one for one in named if _may_title(one))
    before = None
    for one in blocks:
        if is_byline(" ".join(text_of(one).split())):
            break
        before = one if one.tag != "td" or len(one) == 0 else before
    else:
        return
    if before is not None and _may_title(before):
        yield before


def _head_values(root: Any) -> Iterator[tuple[str, str]]:
    """Pairs of a fact's name and what the head says, the surest first; dates are ISO."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if value := (meta.get("content") or "").strip():
            said.setdefault(name, value)
    linked = dict(_linked_data(root))
    for fact, names in _META.items():
        values = [said.get(names[0]), linked.get(fact), *map(said.get, names[1:])]
        yield from (
            (fact, shown)
            for value in values
            if value and (shown := day(value) if fact == "date" else value)
        )
    stamps = (day(stamp.get("datetime") or text_of(stamp)) for stamp in root.iter("time"))
    yield from (("date", stamp) for stamp in stamps if stamp)
    yield from ((name, said[name]) for name in ("keywords", "description") if name in said)


def _linked_data(root: Any) -> Iterator[tuple[str, str]]:
    """Facts of an article in JSON-LD; what is no JSON is not read."""
    for script in root.iter("script"):
        if (
            "ld+json" not in (script.get("type") or "").lower()
            or len(script.text or "") > _LARGEST_SCRIPT
        ):
            continue
        try:
            said = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for one in _records(said):
            if set(_ARTICLES) & {one.get("@type")} if isinstance(one.get("@type"), str) else False:
                yield from (
                    (fact, value) for fact, key in _KEYS.items() if (value := _named(one.get(key)))
                )
                return


_KEYS = {"title": "headline", "date": "datePublished", "author": "author", "publisher": "publisher"}


def _records(said: Any) -> Iterator[dict[str, Any]]:
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, dict):
            yield one
            yield from _records(one.get("@graph", []))


def _named(value: Any) -> str:
    """A value that may be a text, a thing with a name, or a list of such."""
    if isinstance(value, list):
        return "、".join(name for name in map(_named, value) if name)
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""
