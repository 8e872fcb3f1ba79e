"""The acts that a sentence states by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.records import (
    Action,
    Doubt,
    Scope,
    Span,
)
from law.structure.acts.clauses import Clause, read_clauses
from law.structure.acts.doubts import find_doubts
from law.structure.acts.prevailing import read_prevailing
from law.structure.acts.scopes import read_scope
from law.structure.acts.sentences import Sentence
from law.structure.acts.stated import ReadAct
from law.structure.acts.verbs import VERB

_SCOPED = frozenset(
    {
        Action.SUSPEND,
        Action.ADJUST,
        Action.EXTEND,
        Action.REPEAL,
        Action.CONFIRM,
    }
)


def sentence_acts(sentence: Sentence, made: str | None) -> Iterator[ReadAct]:
    """The acts that a sentence states by itself."""
    quoted = (Doubt.QUOTED,) if sentence.quoted else ()
    prevailing = read_prevailing(sentence)
    for target in prevailing:
        yield ReadAct(
            Action.PREVAIL,
            target,
            sentence.evidence("prevailing clause", 0),
            doubts=quoted,
        )
    if prevailing or not VERB.search(sentence.masked):
        return
    of_verbs: dict[Span, list[Doubt]] = {}
    scope_of_sentence = read_scope(sentence.masked)
    for clause in read_clauses(sentence):
        if clause.verb not in of_verbs:
            of_verbs[clause.verb] = list(
                find_doubts(
                    clause.before,
                    clause.after,
                    sentence.masked,
                    sentence.ender,
                    made,
                )
            )
        doubts = tuple(
            dict.fromkeys(
                [
                    *quoted,
                    *of_verbs[clause.verb],
                    *clause.doubts,
                ]
            )
        )
        action = clause.action
        scope = scope_of_sentence if action in _SCOPED else Scope()
        yield ReadAct(
            action=action,
            target=clause.named.target,
            evidence=sentence.evidence(_RULES.get(action, "clause"), clause.named.start),
            since=clause.since,
            on_issue=clause.on_issue,
            scope=_scope_of(clause, scope),
            doubts=doubts,
        )


_RULES = {Action.REPEAL: "repealing clause", Action.CONFIRM: "confirming clause"}


def _scope_of(clause: Clause, scope: Scope) -> Scope:
    """A last day limits what is suspended or extended, and not what ends."""
    if clause.action in (Action.REPEAL, Action.CONFIRM):
        return replace(scope, until=None)
    if clause.action is Action.EXTEND:
        return Scope(until=scope.until)
    return scope
