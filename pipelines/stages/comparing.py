"""Structures to copies: which documents are mirrors of which, before works are resolved.

A new document costs one look-up by its bands and a comparison with each candidate. Every run
chooses representatives anew, from what is kept. So a mirror takes the place of a document that
is gone, and a copy that was edited until it differs becomes a document of its own again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import NamedTuple

from corpus.batches import batches
from corpus.codec import from_json, to_json
from corpus.records import Trust
from law.duplicates import (
    DUPLICATES_VERSION,
    ComparedPair,
    CopyCandidate,
    Outline,
    TextComparison,
    choose_representatives,
    compare,
    comparison_text,
    is_copy,
    outline,
    ruled_out,
)
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog import Catalog
from storage.catalog.duplicates import Copy, Fingerprint, Likeness, Mirroring, Unmarked

_STRUCTURES = 200  # a transaction
_COMMON = 100
"""Texts: a band that more texts have belongs to a form.

Copies of one filled-in form share rarer bands too, those with what was filled in.
"""

_TRUST_RANKS = tuple(Trust)  # the most trusted first
_TEXTS = 20_000_000  # characters of texts that are kept


@dataclass(slots=True)
class Compared:
    """What a run compared.

    Attributes:
        signed: How many signatures were made.
        compared: How many pairs of texts were compared.
        mirrors: How many mirrors there are.
        changed: How many objects became a mirror, or of another document, or ceased to be one.
    """

    signed: int = 0
    compared: int = 0
    mirrors: int = 0
    changed: int = 0


class ComparedBatch(NamedTuple):
    """The fingerprints of a batch of structures, and which texts they are like."""

    fingerprints: Sequence[Fingerprint]
    alike: Sequence[Likeness]


@dataclass(slots=True)
class _Comparing:
    """The state of the stage: structures without a fingerprint, recent texts, and counts."""

    unmarked: Sequence[Unmarked]
    texts: _Texts
    done: Compared = field(default_factory=Compared)


def find_duplicates(session: Session) -> Compared:
    """Compare what was not compared yet, and choose who represents whom, in all sources.

    Args:
        session: The session of the run.

    Returns:
        How many texts were compared, and how many are mirrors.
    """
    return run_stage(COMPARE, session).state.done


def _prepare(session: Session) -> _Comparing:
    duplicates = session.catalog.duplicates
    duplicates.forget(DUPLICATES_VERSION)
    return _Comparing(duplicates.unmarked(DUPLICATES_VERSION), _Texts(session.catalog))


def _find_structures(run: StageRun[_Comparing]) -> Sequence[Unmarked]:
    return run.state.unmarked


def _count_structures(run: StageRun[_Comparing]) -> int:
    return len(run.state.unmarked)


def _key(_run: StageRun[_Comparing], row: Unmarked) -> str:
    """A fingerprint is kept under its structure; the table says of which version it is."""
    return row.structure_key


def _compare_batch(
    run: StageRun[_Comparing], batch: Sequence[KeyedRow[Unmarked]]
) -> Iterator[ComparedBatch]:
    """Compare a batch with everything that shares a band with it; one result for all of it."""
    catalog = run.catalog
    texts = run.state.texts
    marks = list(
        _marks(
            catalog,
            [keyed.row for keyed in batch],
            texts,
        )
    )
    signatures = {mark.signature for mark in marks}
    bands_of = {mark.signature: mark.bands for mark in marks if mark.bands}
    bands_of |= catalog.duplicates.bands(signatures - bands_of.keys())
    pairs = _candidates(catalog, bands_of)
    outlines = catalog.duplicates.outlines(_members(pairs))
    for mark in marks:
        outlines.setdefault(mark.signature, []).append(mark.outline)
    read: dict[int, list[Outline]] = {}
    for signature, packed in outlines.items():
        read[signature] = [from_json(Outline, outline_) for outline_ in packed]
    possible = [pair for pair in pairs if _may_be_copies(read[pair[0]], read[pair[1]])]
    run.state.done.compared += len(possible)
    texts.load(_members(possible))
    alike: list[Likeness] = []
    for first, second in possible:
        compared = compare(texts[first], texts[second])
        if compared and not compared.facts:
            alike.append(
                Likeness(
                    first,
                    second,
                    to_json(compared),
                )
            )
    yield ComparedBatch(marks, alike)


def _members(pairs: Iterable[tuple[int, int]]) -> set[int]:
    return set(chain.from_iterable(pairs))


def _commit(run: StageRun[_Comparing], done: Sequence[ComparedBatch]) -> None:
    for batch in done:
        run.catalog.duplicates.commit(
            DUPLICATES_VERSION,
            batch.fingerprints,
            batch.alike,
        )
        run.state.done.signed += len(batch.fingerprints)


def _finish(run: StageRun[_Comparing]) -> None:
    """Choose representatives anew, from everything that is kept."""
    wanted = _mirrors(run.session)
    run.state.done.mirrors = len(wanted)
    run.state.done.changed = run.catalog.duplicates.appoint(wanted)


COMPARE: StageDefinition[_Comparing, Unmarked, ComparedBatch] = StageDefinition(
    name="compare",
    reads="structures",
    writes=("fingerprints", "bands", "likenesses", "mirrors"),
    version=(DUPLICATES_VERSION,),
    options=("duplicates.authorities",),
    batch_size=_STRUCTURES,
    prepare=_prepare,
    find_rows=_find_structures,
    count_rows=_count_structures,
    key=_key,
    work=_compare_batch,
    commit=_commit,
    finish=_finish,
)
"""Structures to copies."""


def _marks(
    catalog: Catalog,
    batch: Sequence[Unmarked],
    texts: _Texts,
) -> Iterator[Fingerprint]:
    """The fingerprints of these structures; bands for those of their texts that have none yet."""
    from law.duplicates.signatures import bands, signature

    documents = catalog.documents.load({row.document_key for row in batch})
    structures = catalog.structures.load({row.structure_key for row in batch})
    signed: list[tuple[Unmarked, int]] = []
    for row in batch:
        whole = documents[row.document_key].text
        text = comparison_text(structures[row.structure_key].own_text(whole))
        number = signature(text, DUPLICATES_VERSION)
        signed.append((row, number))
        texts.keep(number, text)
    known = catalog.duplicates.known({number for _, number in signed})
    for row, number in signed:
        own_bands: Sequence[int] = ()
        if number not in known:
            own_bands = bands(texts[number])
            known.add(number)
        found = outline(structures[row.structure_key], documents[row.document_key])
        yield Fingerprint(
            row.structure_key,
            number,
            to_json(found),
            own_bands,
        )


def _candidates(catalog: Catalog, values: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs of signatures that share a band, one of each among these; the lower first."""
    sharing: dict[int, set[int]] = {}
    for signature, own in values.items():
        for value in own:
            sharing.setdefault(value, set()).add(signature)
    stored = catalog.duplicates.sharing(sharing.keys(), _COMMON)
    for value, signatures in stored.items():
        sharing[value].update(signatures)
    pairs: set[tuple[int, int]] = set()
    for signature, own in values.items():
        for value in own:
            others = sharing[value]
            if len(others) > _COMMON:
                continue
            for other in others:
                if other != signature:
                    pairs.add((min(signature, other), max(signature, other)))
    return sorted(pairs)


def _may_be_copies(firsts: Sequence[Outline], seconds: Sequence[Outline]) -> bool:
    """Whether there are documents of two texts that nothing rules out to be copies."""
    return any(ruled_out(first, second) is None for first, second in product(firsts, seconds))


def _mirrors(session: Session) -> dict[int, Mirroring]:
    """Which document each mirror is a mirror of, by the mirror's object."""
    duplicates = session.catalog.duplicates
    copies = duplicates.copies()
    signatures = {copy.object_id: copy.signature for copy in copies}
    members = {copy.object_id: _member(session, copy) for copy in copies}
    holders: dict[int, list[CopyCandidate]] = {}
    for copy in copies:
        holders.setdefault(copy.signature, []).append(members[copy.object_id])
    compared: dict[tuple[int, int], TextComparison] = {}
    for likeness in duplicates.likenesses():
        if likeness.one in holders and likeness.other in holders:
            comparison = from_json(TextComparison, likeness.comparison)
            compared[likeness.one, likeness.other] = comparison
    chosen = choose_representatives(members.values(), _pairs(holders, compared))
    mirrors: dict[int, Mirroring] = {}
    for mirror, of in chosen.items():
        mirrors[mirror] = _mirroring(
            of,
            signatures[mirror],
            signatures[of],
            compared,
        )
    return mirrors


def _member(session: Session, copy: Copy) -> CopyCandidate:
    authorities = session.settings.duplicates.authorities
    authority = len(authorities)
    if copy.source in authorities:
        authority = authorities.index(copy.source)
    # A mail with a copy of a decision must not take the effect from the decision itself.
    authority += _TRUST_RANKS.index(copy.trust) * (len(authorities) + 1)
    return CopyCandidate(
        copy.object_id,
        copy.source,
        copy.path,
        from_json(Outline, copy.outline),
        authority,
    )


def _pairs(
    holders: Mapping[int, Sequence[CopyCandidate]],
    compared: Mapping[tuple[int, int], TextComparison],
) -> Iterator[ComparedPair]:
    """The documents that are copies of each other: with one text, or with two that are alike."""
    for documents in holders.values():
        for first, second in combinations(documents, 2):
            if _are_copies(
                first,
                second,
                _EQUAL,
            ):
                yield ComparedPair(
                    first.object_id,
                    second.object_id,
                    _EQUAL.likeness,
                )
    for (first_text, second_text), found in compared.items():
        for first, second in product(holders[first_text], holders[second_text]):
            if _are_copies(
                first,
                second,
                found,
            ):
                yield ComparedPair(
                    first.object_id,
                    second.object_id,
                    found.likeness,
                )


def _are_copies(
    first: CopyCandidate,
    second: CopyCandidate,
    found: TextComparison,
) -> bool:
    if ruled_out(first.outline, second.outline) is not None:
        return False
    return is_copy(
        first.outline,
        second.outline,
        found,
    )


_EQUAL = TextComparison(1.0)


def _mirroring(
    of: int,
    mine: int,
    other: int,
    compared: Mapping[tuple[int, int], TextComparison],
) -> Mirroring:
    if mine == other:
        return Mirroring(of, 1.0)
    found = compared[min(mine, other), max(mine, other)]
    own = found.only_other
    example = found.example_other
    if mine < other:
        own = found.only_one
        example = found.example_one
    return Mirroring(
        of,
        round(found.likeness, 4),
        own,
        example,
    )


class _Texts:
    """Texts in the form that is compared, by signature.

    The texts that were asked for last are kept; the others are made again from their documents.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept: OrderedDict[int, str] = OrderedDict()
        self._size = 0

    def keep(
        self,
        signature: int,
        text: str,
    ) -> None:
        """Keep a text, and let go of those that were not asked for the longest."""
        self._size += len(text) - len(self._kept.pop(signature, ""))
        self._kept[signature] = text
        while self._size > _TEXTS and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)

    def load(self, signatures: Iterable[int]) -> None:
        """Make the texts that are not kept, many at a time."""
        wanted = [signature for signature in signatures if signature not in self._kept]
        for part in batches(wanted, _STRUCTURES):
            places = self._catalog.duplicates.places(part)
            documents = self._catalog.documents.load(
                {place.document_key for place in places.values()}
            )
            for signature, place in places.items():
                text = documents[place.document_key].text[place.start : place.end]
                self.keep(signature, comparison_text(text))

    def __getitem__(self, signature: int) -> str:
        if signature not in self._kept:
            self.load([signature])
        self._kept.move_to_end(signature)
        return self._kept[signature]
