"""What a cell of a table says that becomes of the norm of its row: 废止, 继续有效, 修改."""

from __future__ import annotations

import re

from corpus.records import Action
from law.structure.acts.lists import CELL
from law.structure.acts.sentences import Sentence
from law.structure.acts.verbs import VERB


def action_of(cells: list[str]) -> Action | None:
    """What a cell of a row says: 废止, 继续有效."""
    for cell in cells:
        verb = VERB.match(cell.removeprefix("宣布").removeprefix("予以").removeprefix("拟"))
        if (
            verb
            and len(cell) <= verb.end() + 4
            and verb.lastgroup in ("repeal", "confirm", "annul")
        ):
            return Action(verb.lastgroup)
    return None


def row_action(sentence: Sentence) -> Action | None:
    """Return what a cell of a row says that its norm undergoes."""
    return action_of(CELL.split(sentence.text))


def is_amended_row(sentence: Sentence) -> bool:
    """Check whether a cell of a row says that its norm is only amended or kept."""
    cells = CELL.split(sentence.text)
    return any(
        re.fullmatch(r"(?:拟)?(?:修改|修订|保留|拟[^|]{1,6})", cell.strip()) for cell in cells
    )
