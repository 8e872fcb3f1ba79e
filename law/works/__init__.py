"""Works, expressions, manifestations: which files carry which version of which text, and what each citable unit is called.

All carriers of one work are resolved together, whatever sources they come from. Same date: files with disjoint articles are
parts of one expression, files with the same text are mirrors, a different text is a twin. Nothing here depends on the order
in which files were found: carriers are ranked by format, source and path. A twin that already has an id keeps it. A carrier that is
the copy of another (`law.duplicates`) only mirrors it.

| module     | what it does                                                            |
| ---------- | ----------------------------------------------------------------------- |
| `records`  | `WorkFile`, what goes in; `Resolution`, what comes out                   |
| `contents` | a carrier's units, made comparable                                      |
| `variants` | the different texts of a work: mirrors, parts, twins                    |
| `holdings` | who holds each unit's text; its passages                                |
| `ids`      | what expressions and passages are called, and go on being called        |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.records import DocumentKind, Finding
from law.validity import IncomingEffect, Validity, VersionFacts, resolve_validity
from law.works.contents import comparable
from law.works.ids import keep_ids, name_variants, renamed_objects
from law.works.records import CopyOf, Resolution, WorkFile
from law.works.variants import Variant, find_variants, share_texts

__all__ = ["WORKS_VERSION", "CopyOf", "Resolution", "WorkFile", "comparable", "resolve"]

WORKS_VERSION = 4
"""Part of the stage's key: raised with every change of this package that changes a result."""


def resolve(
    work: str,
    carriers: Iterable[WorkFile],
    *,
    assigned: Mapping[int, str] | None = None,
    kept: Mapping[tuple[int, str], str] | None = None,
    incoming: Sequence[IncomingEffect] = (),
) -> Resolution:
    """Resolve all carriers of one work.

    `assigned`: object id → the expression that the object has carried so far. `kept`: (object id, text hash) → the id that a
    passage has had so far, for objects whose bytes did not change while the way of reading them did. `incoming`: what other works do
    to this one.
    """
    variants, findings = find_variants(carriers)
    named = name_variants(work, variants, assigned or {})
    share_texts(named)
    validity, doubts = _validity(named, incoming)
    found = [pair for id_, variant in named for pair in variant.passages(work, id_, validity[id_])]
    passages, owners, aliases = keep_ids(found, kept or {}, renamed_objects(named, assigned or {}))
    return Resolution(
        tuple(variant.expression(work, id_, validity[id_]) for id_, variant in named),
        tuple(one for id_, variant in named for one in variant.manifestations(id_)),
        tuple(passages),
        owners,
        (*findings, *doubts),
        aliases,
    )


def _validity(
    named: Sequence[tuple[str, Variant]], incoming: Sequence[IncomingEffect]
) -> tuple[dict[str, Validity], list[Finding]]:
    """When each version holds. A twin holds when the text does that has the plain id, in what it alone has.

    Decisions that change other works are no versions of one another, even where their titles are the same: each stands for itself.
    """
    versions = {
        id_: VersionFacts(id_, variant.date, variant.law)
        for id_, variant in named
        if "~" not in id_
    }
    alone = all(variant.kind is DocumentKind.DECISION for _, variant in named)
    found: dict[str, Validity] = {}
    findings: list[Finding] = []
    for group in [[one] for one in versions.values()] if alone else [list(versions.values())]:
        validity, doubts = resolve_validity(group, incoming)
        found |= validity
        findings += doubts
    return {id_: found[id_.partition("~")[0]] for id_, _ in named}, findings
