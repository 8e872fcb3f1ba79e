"""A shelf in memory: titles, versions and articles of an archive, so that names are looked up as people write them.

Two thousand works and eighty thousand articles take a few megabytes; a query for each of a million references would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from corpus.notation.work_keys import loose_key
from law.citations.agreement import Vocabulary
from law.citations.resolving import CitableVersion

Read = Callable[[str], Mapping[str, str]]
_READ = 64  # versions whose vocabulary is kept: a few hundred kilobytes each


def loose(key: str) -> str:
    """`corpus.notation.work_keys.loose_key` without 试行 at the end: who cites a law often leaves it out.

    >>> loose("电车办法（试行）") == loose("电车办法")
    True
    """
    return loose_key(re.sub(r"（(?:试行|暂行)）$", "", key))


class MemoryWorkLookup:
    """What an archive holds: `versions` by work, the passage of each (expression, article), and how to read a version's articles."""

    def __init__(
        self,
        versions: Mapping[str, Sequence[CitableVersion]],
        passages: Mapping[tuple[str, str], str],
        read: Read,
    ) -> None:
        self._versions = versions
        self._passages = passages
        self._vocabulary = lru_cache(maxsize=_READ)(lambda version: Vocabulary(read(version)))
        self._loose: dict[str, list[str]] = {}
        for work in versions:
            self._loose.setdefault(loose(work), []).append(work)
        self._named: dict[str, Sequence[str]] = {}

    @classmethod
    def of(
        cls,
        versions: Iterable[tuple[str, CitableVersion]],
        passages: Iterable[tuple[str, str, str]],
        read: Read = lambda _: {},
    ) -> MemoryWorkLookup:
        """A shelf of rows (work, version) and (expression, article, passage's id); of an article's rows the first counts.

        `read` gives the articles of an expression with their texts; it is asked where a version that is cited is not held.
        """
        by_work: dict[str, list[CitableVersion]] = {}
        for work, version in versions:
            by_work.setdefault(work, []).append(version)
        held: dict[tuple[str, str], str] = {}
        for expression, article, passage in passages:
            held.setdefault((expression, article), passage)
        return cls(by_work, held, read)

    def works(self, name: str) -> Sequence[str]:
        """The work of that very name, else all whose titles differ from it in what writers vary."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = (
                (name,) if name in self._versions else tuple(self._loose.get(loose(name), ()))
            )
        return found

    def ending(self, words: str) -> Sequence[str]:
        """The longest work that the words end with and that no other title ends with: 技术合同法 is no 合同法, because 劳动合同法 is none."""
        for start in range(1, len(words) - 1):
            if (key := words[start:]) in self._versions:
                return (
                    ()
                    if any(other.endswith(key) and other != key for other in self._versions)
                    else (key,)
                )
        return ()

    def versions(self, work: str) -> Sequence[CitableVersion]:
        """All versions of a work."""
        return self._versions.get(work, ())

    def meant(self, version: str, words: str) -> str | None:
        """The article of a version that the words speak of, None where none stands out."""
        return self._vocabulary(version).meant(words)

    def passage(self, version: str, article: str) -> str | None:
        """The passage of an article, None where the version has none of that number."""
        return self._passages.get((version, article))
