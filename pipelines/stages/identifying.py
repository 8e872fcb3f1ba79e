"""Titles to works: which documents of one title contain one work.

A title is looked at again when the documents that have it changed. A title that one document has
alone is that document's work, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.records import DocumentFacts
from law.structure.kinds import LEGAL
from law.works.identity import IDENTITY_VERSION, TitledDocument, identify
from pipelines.session import Session
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog import Catalog
from storage.catalog.identities import TitledObject

_TITLES = 20  # a transaction

IdentifiedTitle = tuple[str, str, dict[int, tuple[str, str]]]
"""A title, the key of its documents, and by object the work and the note."""


@dataclass(slots=True)
class _Identifying:
    """The state of the stage.

    Attributes:
        groups: By title, the objects that have it.
        keys: By title, the key of the documents that were compared last.
        works: How many works were found in this run.
    """

    groups: Mapping[str, Sequence[TitledObject]]
    keys: Mapping[str, str]
    works: int = 0


def identify_works(session: Session) -> int:
    """Decide which work each document contains whose title others have, too.

    Args:
        session: The session of the run.

    Returns:
        How many works the titles had that were looked at.
    """
    return run_stage(IDENTIFY, session).state.works


def _prepare(session: Session) -> _Identifying:
    identities = session.catalog.identities
    return _Identifying(identities.groups(), identities.keys())


def _find_titles(run: StageRun[_Identifying]) -> list[str]:
    return sorted({*run.state.groups, *run.state.keys})


def _key(run: StageRun[_Identifying], name: str) -> str:
    group = run.state.groups.get(name, ())
    if len(group) < 2:
        return ""
    documents = [
        (
            found.facts,
            found.structure_key,
            found.document_key,
        )
        for found in group
    ]
    return IDENTIFY.result_key(documents)


def _is_outdated(run: StageRun[_Identifying], keyed: KeyedRow[str]) -> bool:
    group = run.state.groups.get(keyed.row, ())
    if run.state.keys.get(keyed.row, "") != keyed.key:
        return True
    # An object that was read anew has no identity yet, and one that is alone needs none.
    is_decided = [found.identity is not None for found in group]
    return not all(is_decided) if keyed.key else any(is_decided)


def _identify_batch(
    run: StageRun[_Identifying], batch: Sequence[KeyedRow[str]]
) -> Iterator[IdentifiedTitle]:
    catalog = run.catalog
    for key, name in batch:
        group = run.state.groups.get(name, ())
        if not key:
            yield name, "", {found.id: ("", "") for found in group}
            continue
        if not has_identity(found.facts for found in group):
            yield name, key, {found.id: (name, "") for found in group}
            continue
        identities = identify(name, _load(catalog, group))
        run.state.works += len({identity.work for identity in identities.values()})
        yield name, key, {id_: (found.work, found.note) for id_, found in identities.items()}


def has_identity(documents: Iterable[DocumentFacts]) -> bool:
    """Say whether the documents of a title may be several works.

    Args:
        documents: What is known of all documents of the title.

    Returns:
        Whether all are law. The name of another paper already is its number, or a hash of what it
        is.
    """
    return all(facts.kind in LEGAL for facts in documents)


def _load(catalog: Catalog, group: Sequence[TitledObject]) -> Iterator[TitledDocument]:
    structures = catalog.structures.load([found.structure_key for found in group])
    documents = catalog.documents.load([found.document_key for found in group])
    for found in group:
        yield TitledDocument(
            found.id,
            found.facts,
            structures[found.structure_key],
            documents[found.document_key].text,
        )


def _commit(run: StageRun[_Identifying], identified: Sequence[IdentifiedTitle]) -> None:
    run.catalog.identities.commit({name: (key, works) for name, key, works in identified})


IDENTIFY: StageDefinition[_Identifying, str, IdentifiedTitle] = StageDefinition(
    name="identify",
    reads="structures",
    writes=("names", "objects"),
    version=(IDENTITY_VERSION,),
    options=(),
    batch_size=_TITLES,
    prepare=_prepare,
    find_rows=_find_titles,
    key=_key,
    is_outdated=_is_outdated,
    work=_identify_batch,
    commit=_commit,
)
"""Titles to works."""
