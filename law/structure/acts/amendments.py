"""What a decision changes: which works, and which of their articles.

关于修改《甲》的决定 / 一、将第四十三条修改为：“…”      第四十三条 of 甲
一、《甲》/ 1.删去第三条。/ 二、《乙》/ …              each item belongs to the work named last
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from corpus.notation.cited_names import ENDINGS
from corpus.notation.numerals import NUMERAL
from corpus.notation.provision_lists import read_list
from corpus.notation.work_keys import loose_key, titled, work_key
from corpus.records import Action, Evidence, Target
from law.structure.acts.sentences import Sentence
from law.structure.acts.targets import name_provisions
from law.structure.sentences import label_length

_INNER_MARKS = str.maketrans("〈〉<>", "《》《》")
_AMENDS_TITLE = re.compile(r"关于(?:修改|修订|修正|废止和修改|修改和废止|修改、废止|废止、修改)")
_BY_TITLE = re.compile(
    r"关于[^《》]{0,6}《(?P<name>.+)》[^《》]{0,30}的(?P<what>补充规定|补充决定|补充通知|解释)(?:[（(][^）)]*[)）])*$"
)
_AMENDMENT = re.compile(r"^(.{2,40}?)修正案(?:（[^（）]*）)?$")
_CHANGED = re.compile(
    r"作(?:如下|出(?:如下)?|以下|出以下)?修[改正订]"
    r"|修[改正]为|中的?|第|删去|增加|[:：]?$"
)
_CHANGES = re.compile(r"\s*(?:决定)?(?:对|将|在)?\s*(?:修[改订]\s*)?")
CHANGE = re.compile(r"修[改正订]|增加|删[去除]|改为|作为|调整为|更名|补充|移至")
_ARTICLE = re.compile(
    rf"第\s*+{NUMERAL}{{1,9}}+(?:\s*+[、至到，和]\s*+第?\s*+{NUMERAL}{{1,9}}+){{0,30}}\s*+条"
)
_RENUMBERED = re.compile(r"(?:作为|改为|改作|顺延为|调整为|顺序改为|依次改为|变更为)\s*$")
_LONGEST_LEAD = 12
_LONGEST_LEAD_OF_HEAD = 60
_ENDS = re.compile("废止|停止[执施实适]|失效|撤销|不再[执施适有]")
_SELF = re.compile(r"决定对|决定修改|作如下修改|作出如下修改")


@dataclass(slots=True)
class Amended:
    """A work that a decision changes.

    Attributes:
        target: The work.
        evidence: The first words that say so.
        provisions: The articles that are changed.
        sentence: The first sentence that says so; None where the title alone does.
    """

    target: Target
    evidence: Evidence
    provisions: list[str] = field(default_factory=list)
    sentence: Sentence | None = None

    def whole_target(self) -> Target:
        """Return the work with the articles that are changed."""
        return replace(self.target, provisions=tuple(dict.fromkeys(self.provisions)))


def read_title_action(title: str) -> tuple[Action, Target, Evidence] | None:
    """Read the act that a title states by itself: 关于《甲》第三条的解释, 关于《甲》的补充规定.

    Args:
        title: The title of a document.

    Returns:
        The action, its target and the words; None for other titles.
    """
    match = _BY_TITLE.search(
        re.sub(
            r"\s",
            "",
            title,
        ).translate(_INNER_MARKS)
    )
    if match is None:
        return None
    action = Action.INTERPRET if match["what"] == "解释" else Action.SUPPLEMENT
    name = f"《{match['name']}》"
    behind = match[0][match[0].rindex("》") + 1 :]
    place = _ARTICLE.search(behind)
    provisions = name_provisions(read_list(behind, place.start())) if place else ()
    target = Target(
        work_key(name),
        name,
        provisions=provisions,
    )
    return action, target, Evidence("title: decision", title[:200])


def amends(title: str) -> bool:
    """Check whether a title is that of a decision or an amendment that changes other texts."""
    return bool(
        _AMENDS_TITLE.search(title)
        or _AMENDMENT.match(
            re.sub(
                r"\s",
                "",
                title,
            )
        )
    )


def read_amended(title: str, sentences: Iterable[Sentence]) -> Iterator[Amended]:
    """Read the works that a decision or an amendment changes.

    Args:
        title: The title of the document, which `amends`.
        sentences: The sentences of its body, without what it quotes.

    Yields:
        The works that its title names, and those that its items name first, each with the articles
        that the items change.
    """
    if "《" not in title:  # a title inside a title has other marks
        title = title.translate(_INNER_MARKS)
    found: dict[str, Amended] = {}
    amendment = _AMENDMENT.match(
        re.sub(
            r"\s",
            "",
            title,
        )
    )
    if amendment and not _AMENDS_TITLE.search(title):
        key = work_key(amendment[1])
        evidence = Evidence("title: amendment", title[:200])
        found[key] = Amended(Target(key, amendment[1]), evidence)
    else:
        for span in _changed_titles(title):
            words = title[span[0] : span[1]]
            evidence = Evidence("title: decision", title[:200])
            found[work_key(words)] = Amended(Target(work_key(words), words), evidence)
    current = next(iter(found), None) if len(found) == 1 else None
    ends_too = "废止" in title
    for sentence in sentences:
        named = _changed_by_item(sentence, ends_too=ends_too)
        if named is not None:
            current = _key_of(
                named.target.name,
                found,
                current,
            )
            known = found.setdefault(current, named)
            if known.sentence is None:
                known.sentence = sentence
                known.evidence = named.evidence
        if current is None or not CHANGE.search(sentence.masked):
            continue
        provisions = _changed_articles(sentence)
        if provisions:
            amended = found[current]
            amended.provisions += provisions
            if amended.sentence is None:
                amended.sentence = sentence
                amended.evidence = sentence.evidence("item", 0)
    yield from found.values()


def _key_of(
    name: str,
    found: dict[str, Amended],
    current: str | None,
) -> str:
    """The key of a work that an item names, which may be a short form of one that is known.

    《解释》 is the work named last; a title may have the name of its issuer, or lack it.
    """
    if current is not None and _SHORT.fullmatch(name):
        return current
    wanted = loose_key(name)
    return next((key for key in found if loose_key(key) == wanted), name)


_SHORT = re.compile(rf"(?:{ENDINGS})(?:（[^（）]*）)?")


def _changed_titles(title: str) -> list[tuple[int, int]]:
    """The works that a title says are changed; 关于废止《甲》、修改《乙》的决定 changes 乙."""
    spans = list(titled(title))
    found: list[tuple[int, int]] = []
    for span in spans:
        lead = title[: span.start]
        verbs = [(lead.rfind(verb), verb) for verb in ("修改", "修订", "修正", "废止")]
        if max(verbs)[1] != "废止" or "废止和修改" in lead:
            found.append((span.start, span.end))
    return found


def _changed_by_item(sentence: Sentence, *, ends_too: bool) -> Amended | None:
    """The work that an item of a decision changes: the first that it names.

    Where a decision ends works too, a title alone does not say that it is changed.
    """
    body = label_length(sentence.text)
    title = next((title for title in sentence.titles if title.start >= body), None)
    if title is None:
        return None
    lead = sentence.masked[body : title.start]
    behind = sentence.masked[title.end :].lstrip("的将 ")
    behind = re.sub(
        r"^[（(][^（）()]*[)）]",
        "",
        behind,
    ).strip()
    is_head = _SELF.search(sentence.masked) is not None and len(lead) <= _LONGEST_LEAD_OF_HEAD
    if not behind and ends_too and not CHANGE.search(lead):
        return None
    is_changed = (lead.strip() and _CHANGES.fullmatch(lead)) or _CHANGED.match(behind)
    if not is_changed or (len(lead) > _LONGEST_LEAD and not is_head):
        return None
    if _ENDS.search(lead) or behind.startswith(("废止", "同时废止")):
        return None
    words = sentence.text[title.start : title.end]
    evidence = sentence.evidence("item", title.start)
    return Amended(
        Target(work_key(words), words[:120]),
        evidence,
        sentence=sentence,
    )


def _changed_articles(sentence: Sentence) -> list[str]:
    """The articles that a sentence changes; 将第四条改为第三条 changes 第四条.

    增加一条，作为第五十九条 changes none: the article that had the number goes on under another.
    """
    masked = sentence.masked
    names: list[str] = []
    place = label_length(masked)
    while True:
        match = _ARTICLE.search(masked, place)
        if match is None:
            return names
        cited = [provision for provision in read_list(masked, match.start()) if provision.article]
        place = max([match.end(), *(provision.end for provision in cited)])
        if cited and not _RENUMBERED.search(
            masked,
            max(0, match.start() - 8),
            match.start(),
        ):
            names += name_provisions(cited)
