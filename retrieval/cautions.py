"""What the cautions of a result may say to a reader.

A caution quotes the document that it comes from. Who may read no passage of that document learns
that there is a caution, and not what it quotes.
"""

from __future__ import annotations

from corpus.schema import Row
from indexing.store import Filter, IndexReader

UNREADABLE = "the document that says so is not open to your groups"
"""The words of a caution whose document the reader may not read."""


class CautionReader:
    """Decides for one reader; what was asked once is remembered."""

    def __init__(
        self,
        reader: IndexReader,
        groups: tuple[str, ...],
    ) -> None:
        """Ask nothing yet.

        Args:
            reader: The view of the index that answers the request.
            groups: The groups of the reader.
        """
        self._reader = reader
        self._groups = groups
        self._readable: dict[str, bool] = {}

    def shown(self, row: Row) -> Row:
        """Return a row with the cautions that its reader may see.

        Args:
            row: The row of a result.

        Returns:
            The same row where nothing is hidden, else a new one.
        """
        cautions = [self._caution(caution, row["work"]) for caution in row["cautions"]]
        if cautions == row["cautions"]:
            return row
        return {**row, "cautions": cautions}

    def _caution(
        self,
        caution: Row,
        work: str,
    ) -> Row:
        by = caution["by"]
        if by is None or by == work or self._is_readable(by):
            return caution
        return {**caution, "words": UNREADABLE, "by": None}

    def _is_readable(self, work: str) -> bool:
        if work not in self._readable:
            where = Filter(groups=self._groups, works=(work,))
            self._readable[work] = self._reader.count(where) > 0
        return self._readable[work]
