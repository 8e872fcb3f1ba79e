"""A `WorkLookup` in memory: titles, versions and articles of an archive.

Names are looked up as people write them. Two thousand works and eighty thousand articles take a few
megabytes. A database query for each of a million references would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from corpus.notation.work_keys import bare_key, loose_key
from law.citations.agreement import Vocabulary
from law.citations.leads import leads_to_name
from law.citations.lookups import CitableVersion

ReadArticles = Callable[[str], Mapping[str, str]]
"""Gives the articles of a version with their texts, by label."""

_VOCABULARIES = 64  # versions whose vocabulary is kept: a few hundred kilobytes each
_TRIAL_MARK = re.compile(r"（(?:试行|暂行)）$")


def loose(key: str) -> str:
    """Make a `loose_key` without 试行 at the end, which people who cite a law often leave out.

    Args:
        key: The key of a work.

    Returns:
        The key without what writers vary.

    >>> loose("电车办法（试行）") == loose("电车办法")
    True
    """
    return loose_key(_TRIAL_MARK.sub("", key))


class MemoryWorkLookup:
    """The works, versions and articles of an archive, in memory."""

    def __init__(
        self,
        versions: Mapping[str, Sequence[CitableVersion]],
        passages: Mapping[tuple[str, str], str],
        read: ReadArticles,
        jurisdictions: Mapping[str, str] | None = None,
    ) -> None:
        """Index the works by name.

        Args:
            versions: By work, its versions.
            passages: By version and label of the article, the id of its passage.
            read: Gives the articles of a version; called where a cited version is missing.
            jurisdictions: By work, whose law it is, where that is known.
        """
        self._versions = versions
        self._jurisdictions = jurisdictions or {}
        self._passages = passages
        self._vocabulary = lru_cache(maxsize=_VOCABULARIES)(
            lambda version: Vocabulary(read(version))
        )
        self._loose: dict[str, list[str]] = {}
        self._namesakes: dict[str, list[str]] = {}
        for work in versions:
            title = bare_key(work)
            if title == work:
                self._loose.setdefault(loose(work), []).append(work)
            else:
                self._namesakes.setdefault(title, []).append(work)
        self._named: dict[str, Sequence[str]] = {}

    @classmethod
    def of(
        cls,
        versions: Iterable[tuple[str, CitableVersion]],
        passages: Iterable[tuple[str, str, str]],
        read: ReadArticles = lambda _: {},
        jurisdictions: Mapping[str, str] | None = None,
    ) -> MemoryWorkLookup:
        """Make a lookup of rows.

        Args:
            versions: Rows of work and version.
            passages: Rows of version, label of the article and id of the passage. Of several rows
                of one article the first counts.
            read: Gives the articles of a version; called where a cited version is missing.
            jurisdictions: By work, whose law it is, where that is known.

        Returns:
            The lookup.
        """
        by_work: dict[str, list[CitableVersion]] = {}
        for work, version in versions:
            by_work.setdefault(work, []).append(version)
        by_article: dict[tuple[str, str], str] = {}
        for expression, article, passage in passages:
            by_article.setdefault((expression, article), passage)
        return cls(
            by_work,
            by_article,
            read,
            jurisdictions,
        )

    def works(self, name: str) -> Sequence[str]:
        """Find the works that a name may mean.

        Args:
            name: A key.

        Returns:
            The work of exactly that key; else all works that differ from it only in what writers
            vary. A work whose key has a hash is found by its whole key alone.
        """
        if name in self._versions:
            return (name,)
        known = self._named.get(name)
        if known is None:
            known = tuple(self._loose.get(loose(name), ()))
            self._named[name] = known
        return known

    def namesakes(self, name: str) -> Sequence[str]:
        """Find the other works of a title, whose keys have a hash.

        Args:
            name: The key of the title.

        Returns:
            The keys of the works.
        """
        return self._namesakes.get(name, ())

    def jurisdiction(self, work: str) -> str | None:
        """Say whose law a work is.

        Args:
            work: The key of the work.

        Returns:
            A value of `Jurisdiction`; None where nothing says it.
        """
        return self._jurisdictions.get(work)

    def ending(self, words: str) -> Sequence[str]:
        """Find the longest work whose name ends some words, if no other title ends with its name.

        技术合同法 does not mean 合同法, because 劳动合同法 does not either. And 无轨电车法 does not mean
        电车法: the words before the name must lead to it, as 应当承担 does (`leads_to_name`).

        Args:
            words: A name with words before it.

        Returns:
            The key of the work, or nothing.
        """
        for start in range(1, len(words) - 1):
            key = words[start:]
            if key not in self._versions:
                continue
            if not leads_to_name(words[:start]):
                return ()
            is_ambiguous = any(other.endswith(key) and other != key for other in self._versions)
            return () if is_ambiguous else (key,)
        return ()

    def versions(self, work: str) -> Sequence[CitableVersion]:
        """List the versions of a work.

        Args:
            work: The key of the work.

        Returns:
            Its versions, none where the work is missing.
        """
        return self._versions.get(work, ())

    def meant(
        self,
        version: str,
        words: str,
    ) -> str | None:
        """Find the article of a version that some words speak of.

        Args:
            version: The id of the version.
            words: The words around a citation.

        Returns:
            The label of the article; None where no article stands out.
        """
        return self._vocabulary(version).meant(words)

    def passage(
        self,
        version: str,
        article: str,
    ) -> str | None:
        """Find the passage of an article.

        Args:
            version: The id of the version.
            article: The canonical label of the article.

        Returns:
            The id of the passage; None where the version has no article of that number.
        """
        return self._passages.get((version, article))
