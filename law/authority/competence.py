"""Who may do what to which norm: a table, with the legal source of each row.

The sources are 立法法 (2023), 宪法 and 地方各级人民代表大会和地方各级人民政府组织法 (2022). What no row
allows is a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.records import Act, Action, Rank
from law.authority.bodies import BodyKind, IssuingBody, Place, PlaceLevel, read_body
from law.authority.norms import Norm
from law.authority.successors import successors

_OF_LOCAL_BODIES = frozenset(
    {
        BodyKind.LOCAL_CONGRESS,
        BodyKind.LOCAL_COMMITTEE,
        BodyKind.LOCAL_GOVERNMENT,
        BodyKind.LOCAL_OFFICE,
    }
)
_PAPERS = frozenset(
    {
        Rank.NORMATIVE_DOCUMENT,
        Rank.POLICY,
        None,
    }
)
_CHANGE_OR_ANNUL = frozenset(
    {
        Action.AMEND,
        Action.REPEAL,
        Action.REPLACE,
        Action.ANNUL,
        Action.SUSPEND,
        Action.ADJUST,
    }
)
_END = frozenset({Action.REPEAL, Action.REPLACE})
_ANNUL = frozenset({Action.ANNUL})
_EVERY = frozenset(Action)


@dataclass(frozen=True, slots=True)
class Competence:
    """A row of the table.

    Attributes:
        issuer: The body that may act, in words.
        may: What it may do, in words.
        target: To which norms, in words.
        source: The provision of law that says so.
        actions: What it may do.
        allows: Whether the row allows the issuers to act on a norm by an act.
    """

    issuer: str
    may: str
    target: str
    source: str
    actions: frozenset[Action]
    allows: Callable[
        [
            Sequence[IssuingBody],
            Act,
            Norm,
        ],
        bool,
    ]


# ── conditions ───────────────────────────────────────────────────────────────────────────────────


def _is_own(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    """Every issuer of the norm, or a successor of it, is among the issuers."""
    names = {issuer.name for issuer in issuers}
    if not norm.issuers:
        return False
    return all(
        _acts_for(
            owner,
            names,
            issuers,
        )
        for owner in norm.issuers
    )


def _acts_for(
    owner: IssuingBody,
    names: set[str],
    issuers: Sequence[IssuingBody],
) -> bool:
    if names & successors(owner.name):
        return True
    return any(
        issuer.kind is owner.kind
        and owner.kind in _OF_LOCAL_BODIES
        and issuer.place.is_same(owner.place)
        and _office(issuer) == _office(owner)
        for issuer in issuers
    )


def _office(body: IssuingBody) -> str:
    """The name of a body without its place."""
    name = body.name
    for place in body.place.names:
        name = name.removeprefix(place)
    return name


def _has(issuers: Sequence[IssuingBody], *kinds: BodyKind) -> bool:
    return any(issuer.kind in kinds for issuer in issuers)


def _congress_on_law(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    return _has(issuers, BodyKind.CONGRESS) and norm.rank in (Rank.LAW, Rank.CONSTITUTION)


def _committee_on_law_of_congress(
    issuers: Sequence[IssuingBody],
    act: Act,
    norm: Norm,
) -> bool:
    if not _has(issuers, BodyKind.CONGRESS_COMMITTEE) or norm.rank is not Rank.LAW:
        return False
    changes = act.action in (Action.AMEND, Action.SUPPLEMENT)
    ends_part = act.action is Action.REPEAL and not act.target.is_whole
    return changes or ends_part


def _committee_interprets(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    return _has(issuers, BodyKind.CONGRESS_COMMITTEE) and norm.rank is Rank.LAW


def _supreme_organ_interprets(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    return _has(issuers, BodyKind.SUPREME_ORGAN) and norm.rank is Rank.LAW


def _limited_adjustment(
    issuers: Sequence[IssuingBody],
    act: Act,
    norm: Norm,
) -> bool:
    by_congress = _has(
        issuers,
        BodyKind.CONGRESS,
        BodyKind.CONGRESS_COMMITTEE,
    )
    return by_congress and norm.rank is Rank.LAW and act.scope.is_limited


def _law_ends_lower_norms(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    by_congress = _has(
        issuers,
        BodyKind.CONGRESS,
        BodyKind.CONGRESS_COMMITTEE,
    )
    lower = norm.rank in (Rank.ADMINISTRATIVE_REGULATION, Rank.DEPARTMENTAL_RULE)
    return by_congress and lower


def _committee_annuls(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    ranks = (Rank.ADMINISTRATIVE_REGULATION, Rank.LOCAL_REGULATION)
    return _has(issuers, BodyKind.CONGRESS_COMMITTEE) and norm.rank in ranks


def _state_council_on_rules(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    if not _has(issuers, BodyKind.STATE_COUNCIL):
        return False
    if norm.rank in (Rank.DEPARTMENTAL_RULE, Rank.LOCAL_RULE):
        return True
    lower = (
        BodyKind.DEPARTMENT,
        BodyKind.LOCAL_GOVERNMENT,
        BodyKind.LOCAL_OFFICE,
    )
    return norm.rank in _PAPERS and norm.is_made_by(*lower)


def _congress_on_its_committee(
    issuers: Sequence[IssuingBody],
    act: Act,
    norm: Norm,
) -> bool:
    if norm.rank is not Rank.LOCAL_REGULATION:
        return False
    for issuer in issuers:
        if issuer.kind is not BodyKind.LOCAL_CONGRESS:
            continue
        if issuer.place.level is not PlaceLevel.PROVINCE:
            continue
        made = norm.is_made_by(BodyKind.LOCAL_COMMITTEE) and _is_of(norm.issuers, issuer.place)
        approved = bool(norm.approvers) and _is_of(norm.approvers, issuer.place)
        if made or (approved and act.action is Action.ANNUL):
            return True
    return False


def _is_of(bodies: Sequence[IssuingBody], place: Place) -> bool:
    return all(body.place.is_same(place) for body in bodies)


def _committee_on_its_government(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    """Annuls rules of its own government, and resolutions of the congress one level down."""
    kinds = (BodyKind.LOCAL_COMMITTEE, BodyKind.LOCAL_CONGRESS)
    for issuer in issuers:
        if issuer.kind not in kinds:
            continue
        own = norm.is_made_by(BodyKind.LOCAL_GOVERNMENT) and _is_of(norm.issuers, issuer.place)
        lower = norm.rank in _PAPERS and norm.is_made_by(*kinds)
        if own or (lower and _are_in(norm.issuers, issuer.place)):
            return True
    return False


def _are_in(bodies: Sequence[IssuingBody], place: Place) -> bool:
    return all(place.contains(body.place) for body in bodies)


def _government_on_lower_government(
    issuers: Sequence[IssuingBody],
    act: Act,
    norm: Norm,
) -> bool:
    if norm.rank is not Rank.LOCAL_RULE or not norm.is_made_by(BodyKind.LOCAL_GOVERNMENT):
        return False
    return any(
        issuer.kind is BodyKind.LOCAL_GOVERNMENT
        and issuer.place.level is PlaceLevel.PROVINCE
        and (
            _lies_in(norm, issuer.place)
            or _addresses_own(
                act,
                norm,
                issuer.place,
            )
        )
        for issuer in issuers
    )


def _lies_in(norm: Norm, place: Place) -> bool:
    """Whether the issuers are known to be of places in this one, by name or by who approved."""
    if _are_in(norm.issuers, place):
        return True
    return bool(norm.approvers) and _is_of(norm.approvers, place)


def _addresses_own(
    act: Act,
    norm: Norm,
    place: Place,
) -> bool:
    """Whether the act calls the norm that of a body in this place, as 你市 to its government."""
    named = [read_body(name).place for name in act.target.issuers]
    return bool(named) and all(
        place.contains(other) and _is_of(norm.issuers, other) for other in named
    )


def _government_on_its_offices(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    if norm.rank not in _PAPERS:
        return False
    for issuer in issuers:
        lower = norm.is_made_by(BodyKind.LOCAL_OFFICE, BodyKind.LOCAL_GOVERNMENT)
        local = issuer.kind is BodyKind.LOCAL_GOVERNMENT and lower
        if local and all(_is_below(owner, issuer) for owner in norm.issuers):
            return True
        office = f"{issuer.name}办公厅"
        if norm.issuers and all(owner.name == office for owner in norm.issuers):
            return True
    return False


def _is_below(owner: IssuingBody, issuer: IssuingBody) -> bool:
    if issuer.place.contains(owner.place):
        return True
    return owner.kind is BodyKind.LOCAL_OFFICE and owner.place.is_same(issuer.place)


def _committee_approves(
    issuers: Sequence[IssuingBody],
    _act: Act,
    norm: Norm,
) -> bool:
    """A provincial standing committee approves a city's regulation, which then may begin."""
    if norm.rank not in (Rank.LOCAL_REGULATION, None):
        return False
    return any(
        issuer.kind is BodyKind.LOCAL_COMMITTEE and issuer.place.level is PlaceLevel.PROVINCE
        for issuer in issuers
    )


COMPETENCES: tuple[Competence, ...] = (
    Competence(
        "every issuer",
        "change or end",
        "its own norms, and those of a body whose functions it took over; a joint norm needs all "
        "its issuers",
        "立法法第二条、第十条、第六十三条、第一百零七条",
        _EVERY,
        _is_own,
    ),
    Competence(
        "全国人民代表大会",
        "change, repeal or annul",
        "every law, also those of its standing committee",
        "宪法第六十二条；立法法第十条、第一百零八条第一项",
        _EVERY,
        _congress_on_law,
    ),
    Competence(
        "全国人民代表大会常务委员会",
        "supplement and change in part",
        "laws of the congress; it never repeals one as a whole",
        "宪法第六十七条第三项；立法法第十条",
        frozenset(
            {
                Action.AMEND,
                Action.SUPPLEMENT,
                Action.REPEAL,
            }
        ),
        _committee_on_law_of_congress,
    ),
    Competence(
        "全国人民代表大会常务委员会",
        "interpret",
        "every law",
        "宪法第六十七条第四项；立法法第四十八条",
        frozenset({Action.INTERPRET}),
        _committee_interprets,
    ),
    Competence(
        "最高人民法院、最高人民检察院",
        "interpret, for its application in courts and procuratorates,",
        "every law",
        "立法法第一百一十九条",
        frozenset({Action.INTERPRET, Action.SUPPLEMENT}),
        _supreme_organ_interprets,
    ),
    Competence(
        "全国人民代表大会 and its standing committee",
        "adjust or suspend for a region or a period",
        "single provisions of laws",
        "立法法第十六条",
        frozenset(
            {
                Action.ADJUST,
                Action.SUSPEND,
                Action.EXTEND,
            }
        ),
        _limited_adjustment,
    ),
    Competence(
        "a law",
        "end",
        "administrative regulations and departmental rules that it names",
        "立法法第九十九条",
        _END,
        _law_ends_lower_norms,
    ),
    Competence(
        "全国人民代表大会常务委员会",
        "annul",
        "administrative and local regulations",
        "宪法第六十七条第七项、第八项；立法法第一百零八条第二项",
        _ANNUL,
        _committee_annuls,
    ),
    Competence(
        "国务院",
        "change or annul",
        "departmental and local government rules and papers; never local regulations",
        "宪法第八十九条第十三项、第十四项；立法法第一百零八条第三项",
        _CHANGE_OR_ANNUL,
        _state_council_on_rules,
    ),
    Competence(
        "a provincial congress",
        "change or annul",
        "regulations that its standing committee made; annul those that it approved",
        "立法法第一百零八条第四项",
        _CHANGE_OR_ANNUL,
        _congress_on_its_committee,
    ),
    Competence(
        "a local congress or its standing committee",
        "annul",
        "rules and decisions of its own government, resolutions of the congress one level down",
        "立法法第一百零八条第五项；地方组织法第十一条、第五十条",
        _ANNUL,
        _committee_on_its_government,
    ),
    Competence(
        "a provincial government",
        "change or annul",
        "rules of the governments one level down",
        "立法法第一百零八条第六项",
        _CHANGE_OR_ANNUL,
        _government_on_lower_government,
    ),
    Competence(
        "a government or a ministry",
        "change or annul",
        "papers of its own offices and of lower governments",
        "地方组织法第七十三条第三项；国务院组织法",
        _CHANGE_OR_ANNUL,
        _government_on_its_offices,
    ),
    Competence(
        "a provincial standing committee",
        "approve",
        "regulations of cities",
        "立法法第八十一条",
        frozenset({Action.APPROVE}),
        _committee_approves,
    ),
)
"""The table. `docs/law.md` prints it."""


def find_competence(
    issuers: Sequence[IssuingBody],
    act: Act,
    norm: Norm,
) -> Competence | None:
    """Find the row that allows an act.

    Args:
        issuers: The bodies that issued the act together.
        act: The act.
        norm: The norm that it is directed at.

    Returns:
        The first row that allows it; None where none does.
    """
    for row in COMPETENCES:
        if act.action in row.actions and row.allows(
            issuers,
            act,
            norm,
        ):
            return row
    return None
