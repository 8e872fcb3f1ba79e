"""TF-IDF of characters, and its state in plain types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # scikit-learn takes a second to import
    from scipy.sparse import csr_matrix

_SEPARATOR = "\0"  # joins the names in the state: one text loads faster than 60,000

_LEAST_TEXTS = 2  # a run of characters must stand in two texts, or it says nothing of others
_LEAST_OF_MANY = 3
_MANY = 1000

_NUMBER = re.compile(r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*")
_COUNTED = re.compile(r"[一二三四五六七八九十]+(?=[日月年级条元])")


def mask_numbers(text: str) -> str:
    """Replace numbers, as those of dates and amounts: which number it is says nothing of a subject.

    Args:
        text: The text.

    Returns:
        The text with 0 for each number in digits, and # for each in characters before a unit.
    """
    return _COUNTED.sub("#", _NUMBER.sub("0", text))


class Words:
    """Runs of 1 to `longest` characters, weighted by TF-IDF."""

    def __init__(self, longest: int = 4, *, masked: bool = False) -> None:
        """Make an empty vocabulary.

        Args:
            longest: The longest run, in characters.
            masked: Whether numbers are masked.
        """
        self._longest = longest
        self._masked = masked
        self._model: Any = None
        self._names: Any = None

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn vocabulary and weights.

        Args:
            texts: The texts.

        Returns:
            One row of unit length a text; a row of zeros where a text has no known word.
        """
        from scipy.sparse import csr_matrix

        least = min(_LEAST_OF_MANY if len(texts) >= _MANY else _LEAST_TEXTS, len(texts))
        model = self._empty(least=least)
        try:
            rows = model.fit_transform(self._prepare(texts))
        except ValueError:  # no word at all: contexts and neighbours may all be empty
            self._model = None
            return csr_matrix((len(texts), 1))
        self._model = model
        self._names = None
        return rows.tocsr()

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Weigh the words of texts.

        Args:
            texts: The texts.

        Returns:
            As `fit`.
        """
        from scipy.sparse import csr_matrix

        if self._model is None:
            return csr_matrix((len(texts), 1))
        return self._model.transform(self._prepare(texts)).tocsr()

    def _prepare(self, texts: Sequence[str]) -> Sequence[str]:
        return [mask_numbers(text) for text in texts] if self._masked else texts

    def name(self, column: int) -> str:
        """Return the run of characters that a column counts.

        Args:
            column: The column.

        Returns:
            The characters, in lower case.
        """
        if self._names is None:
            self._names = self._model.get_feature_names_out()
        return str(self._names[column])

    def state(self) -> dict[str, Any]:
        """Return what was learned: the runs of characters as one text, and their weights."""
        if self._model is None:
            return {}
        return {
            "names": _SEPARATOR.join(self._model.get_feature_names_out()),
            "weights": self._model.idf_,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what `state` returned.

        Args:
            state: The state.
        """
        self._model = None
        self._names = None
        if not state:
            return
        names = state["names"].split(_SEPARATOR)
        self._model = self._empty({name: column for column, name in enumerate(names)})
        self._model.idf_ = state["weights"]

    def _empty(
        self,
        vocabulary: dict[str, int] | None = None,
        least: int = 1,
    ) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(
            analyzer="char",
            ngram_range=(1, self._longest),
            min_df=least,
            sublinear_tf=True,
            vocabulary=vocabulary,
        )
