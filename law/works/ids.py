"""What expressions and passages are called, and what they go on being called when files come and go or are read better."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from corpus.hashing import text_hash
from corpus.records import Passage
from law.works.variants import Variant


def name_variants(
    work: str, variants: Sequence[Variant], assigned: Mapping[int, str]
) -> list[tuple[str, Variant]]:
    """Each variant with its expression's id: `WORK@DATE`, and a suffix for the twins of the one that has it.

    The plain id goes to the variant of an object that has carried it so far, else to the best ranked. A suffix is made of the
    path of the file, so that an edit does not change it.
    """
    named: list[tuple[str, Variant]] = []
    for plain in dict.fromkeys(f"{work}@{variant.version}" for variant in variants):
        twins = [variant for variant in variants if f"{work}@{variant.version}" == plain]
        had = [
            variant
            for variant in twins
            if any(assigned.get(one.carrier.object_id) == plain for one in variant.members)
        ]
        first = (had or twins)[0]
        named.append((plain, first))
        named += [
            (f"{plain}~{text_hash(variant.place)[:6]}", variant)
            for variant in twins
            if variant is not first
        ]
    return named


def renamed_objects(named: Sequence[tuple[str, Variant]], assigned: Mapping[int, str]) -> set[int]:
    """The objects whose expression lost its suffix, because its twin is gone, or got one."""
    carried = [(one.carrier.object_id, id_) for id_, variant in named for one in variant.members]
    return {
        one
        for one, id_ in carried
        if (old := assigned.get(one, id_)) != id_ and old.partition("~")[0] == id_.partition("~")[0]
    }


def keep_ids(
    found: Sequence[tuple[Passage, int]],
    kept: Mapping[tuple[int, str], str],
    renamed: Collection[int],
) -> tuple[list[Passage], dict[str, int], dict[str, str]]:
    """Give each passage the id that it has had so far, unless another passage now bears it.

    Those of a `renamed` expression follow it: a suffix that nobody needs any more remains an alias.
    """
    ids = {passage.id for passage, _ in found}
    passages, owners, aliases = [], {}, {}
    for passage, owner in found:
        old = kept.get((owner, passage.text_hash))
        if old is not None and old not in ids and owner in renamed:
            aliases[old] = passage.id
        elif old is not None and old not in ids:
            ids.add(old)
            aliases[passage.id] = old
            passage = replace(passage, id=old)  # noqa: PLW2901 - the same passage under its first name
        passages.append(passage)
        owners[passage.id] = owner
    return passages, owners, aliases
