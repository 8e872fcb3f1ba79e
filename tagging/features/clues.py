"""Clues: which rules of a scheme hold in a text, and what stands in the same clause.

A rule alone cannot separate "pays wages" from "refuses to pay wages". A model can, if it sees the
words of the rule together with words of denial, request, decision and payment in one clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tagging.schemes import Scheme
from tagging.units import TextUnit

_CLAUSE = re.compile(r"[。；;！!？?\n]")

CUES = {
    "denied": re.compile(
        "不予支持|驳回|不予采纳|不予认可|不能支持|不应|无需|无须|不支付|不需|不用|无事实|没有事实|"
        "没有法律|于法无据|不同意|不存在|不符合|撤回|不构成|不属|并非|不是|不具"
    ),
    "asked": re.compile("请求|要求|诉请|判令|主张|诉求|申请"),
    "decided": re.compile(
        "^[一二三四五六七八九十]{1,3}、|本判决生效|判决如下|裁决|支付给|予以支持|应予支持"
    ),
    "owed": re.compile(r"应当?[^，。；]{0,20}(?:支付|给付|赔偿|承担)"),
    "paid": re.compile("支付|给付|补发|补足|发放|返还"),
}
"""Words of legal Chinese that decide what a clause says of its subject."""


class Clues:
    """Turns texts into rows of zeros and ones: rules, rules with cues, and cues."""

    def __init__(self, scheme: Scheme) -> None:
        """Compile the distinct patterns of a scheme's rules.

        Args:
            scheme: The scheme.
        """
        patterns: dict[str, str] = {}
        for value in scheme.values:
            for rule in value.rules:
                patterns.setdefault(rule.pattern, rule.id)
        self._rules = [
            (name, re.compile(pattern, re.IGNORECASE)) for pattern, name in patterns.items()
        ]
        self.names = [name for name, _ in self._rules]
        self.names += [f"{name} & {cue}" for name, _ in self._rules for cue in CUES]
        self.names += [f"{name} & not denied" for name, _ in self._rules]
        self.names += list(CUES)
        self._column = {name: column for column, name in enumerate(self.names)}

    def rows(self, units: Sequence[TextUnit]) -> NDArray[np.float64]:
        """Look for clues in texts.

        Args:
            units: The texts.

        Returns:
            One row a text, one column a name of `names`; 1 where the clue is there.
        """
        found = np.zeros((len(units), len(self.names)))
        for row, unit in zip(found, units, strict=True):
            for clause in _CLAUSE.split(unit.text):
                for name in self.of_clause(clause):
                    row[self._column[name]] = 1
        return found

    def of_clause(self, clause: str) -> list[str]:
        """Return the names of the clues in one clause.

        Args:
            clause: The clause, without its end mark.

        Returns:
            Names of `names`.
        """
        cues = [cue for cue, pattern in CUES.items() if pattern.search(clause)]
        rules = [name for name, pattern in self._rules if pattern.search(clause)]
        together = [f"{name} & {cue}" for name in rules for cue in cues]
        plain = [] if "denied" in cues else [f"{name} & not denied" for name in rules]
        return [*cues, *rules, *together, *plain]
