"""The ids of versions and passages, and how they stay the same.

Ids stay when files come and go, and when a file is read better.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.records import Passage
from law.works.texts import WorkText


def name_texts(work: str, texts: Sequence[WorkText]) -> list[tuple[str, WorkText]]:
    """Give each text of a work the id of its version.

    The id is `WORK@DATE`. Of several conflicting texts, the first in their precedence has the plain
    id, and the others get a suffix. So the id depends on the files that there are, and not on the
    order in which they came. The suffix is made of the path of the file, so that an edit does not
    change it.

    Args:
        work: The key of the work.
        texts: The texts of the work.

    Returns:
        Each text with its id; the text with the plain id comes before those that conflict with it.
    """
    by_id: dict[str, list[WorkText]] = {}
    for text in texts:
        by_id.setdefault(f"{work}@{text.version}", []).append(text)
    named: list[tuple[str, WorkText]] = []
    for plain, conflicting in by_id.items():
        first, *others = sorted(conflicting, key=lambda text: text.precedence)
        named.append((plain, first))
        for text in others:
            suffix = text_hash(text.place)[:6]
            named.append((f"{plain}~{suffix}", text))
    return named


def renamed_objects(named: Sequence[tuple[str, WorkText]], assigned: Mapping[int, str]) -> set[int]:
    """Find the objects whose version changed its id because of other files.

    A version loses its suffix when the text that it conflicted with is gone, and a copy has the
    date of the text of which it is a copy only as long as that text is there.

    Args:
        named: The texts of a work with their ids.
        assigned: By object id, the id of the version that the object has had so far.

    Returns:
        The ids of these objects.
    """
    renamed: set[int] = set()
    for id_, text in named:
        for member in text.members:
            object_id = member.file.object_id
            old = assigned.get(object_id, id_)
            is_same_version = _plain_id(old) == _plain_id(id_)
            has_suffix = "~" in old or "~" in id_
            takes_date = text.date != member.file.structure.date
            if old != id_ and (is_same_version or has_suffix or takes_date):
                renamed.add(object_id)
    return renamed


def _plain_id(id_: str) -> str:
    """Cut the suffix of a conflicting text off an id."""
    return id_.partition("~")[0]


def keep_ids(
    found: Sequence[tuple[Passage, int]],
    kept: Mapping[tuple[int, str], str],
    renamed: Collection[int],
) -> tuple[list[Passage], dict[str, int], dict[str, str]]:
    """Give each passage the id that it has had so far, unless another passage now has that id.

    Passages of a renamed version follow the version: the id with the old suffix becomes an alias.

    Args:
        found: The passages, each with the object that its text is taken from.
        kept: By object id and hash of the text, the id that a passage has had so far.
        renamed: The objects whose version changed its suffix.

    Returns:
        The passages; by passage id, the object; by alias, the id that it stands for.
    """
    ids = {passage.id for passage, _ in found}
    passages: list[Passage] = []
    owners: dict[str, int] = {}
    aliases: dict[str, str] = {}
    for passage, owner in found:
        result = passage
        old = kept.get((owner, passage.text_hash))
        if old is not None and old not in ids:
            if owner in renamed:
                aliases[old] = passage.id
            else:
                ids.add(old)
                aliases[passage.id] = old
                result = replace(passage, id=old)
        passages.append(result)
        owners[result.id] = owner
    return passages, owners, aliases
