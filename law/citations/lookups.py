"""What the resolver of citations asks an archive for: works by name, versions, articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CitableVersion:
    """A version of a work that can be cited.

    Attributes:
        id: The id of the version.
        since: The day since which it is law: the day of effect, else of promulgation; None where
            that is unknown.
        numbered: The day since which all versions number their articles as this one does, None
            where that is unknown (see `numbering.numbered_since`).
        dated: The day of its text, by whose year people name it (2018年修订的…); None where that is
            `since` or unknown.
    """

    id: str
    since: str | None
    numbered: str | None = None
    dated: str | None = None


class WorkLookup(Protocol):
    """Looks up the works, versions and articles of an archive."""

    def works(self, name: str) -> Sequence[str]:
        """Find the works that a name may mean.

        Args:
            name: A key.

        Returns:
            The keys of the works; several where the name is ambiguous. A work whose key has a hash
            is found by its whole key alone.
        """

    def namesakes(self, name: str) -> Sequence[str]:
        """Find the other works of a title, whose keys have a hash.

        Args:
            name: The key of the title.

        Returns:
            The keys of the works.
        """

    def jurisdiction(self, work: str) -> str | None:
        """Say whose law a work is.

        Args:
            work: The key of the work.

        Returns:
            A value of `Jurisdiction`; None where nothing says it.
        """

    def ending(self, words: str) -> Sequence[str]:
        """Find the work whose name ends some words: 应当承担民法典 → 民法典.

        Args:
            words: A name with words before it.

        Returns:
            The key of the work; nothing where that is not certain.
        """

    def versions(self, work: str) -> Sequence[CitableVersion]:
        """List all versions of a work that are or were law, in any order.

        Args:
            work: The key of the work.

        Returns:
            The versions.
        """

    def meant(
        self,
        version: str,
        words: str,
    ) -> str | None:
        """Find the article of a version that some words speak of (see `agreement`).

        Args:
            version: The id of the version.
            words: The words around a citation.

        Returns:
            The label of the article; None where that is not certain.
        """

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
            The id of the passage (of its first piece where it was cut); None where there is none.
        """
