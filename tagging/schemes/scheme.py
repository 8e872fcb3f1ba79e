"""The records of a scheme."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that speak for a value, or against it.

    A rule holds where `pattern` is found in the part of the unit that `part` names, `within` is
    found in the context, `also` is found somewhere in text or context, `absent` is found in
    neither, and `unless` is found nowhere in the same clause.

    Attributes:
        id: The name of the rule, unique in its scheme.
        pattern: A regular expression without nested repetition.
        part: Where to look: `text`, `context` (title and headings) or `any`.
        within: An expression that must be found in the context: a word of the text means more where
            the title or a heading is about the subject; empty for none.
        also: A second expression that must be found in text or context; empty for none.
        absent: An expression that must be found neither in text nor in context; empty for none.
        unless: An expression that must not be found in the same clause; empty for none.
        least: In how many places of the text the words must stand: who repeats a word speaks about
            it, who says it once may only mention it.
        weight: How much the rule speaks for the value, from -1 to 1; 1 is certain. A rule with a
            negative weight speaks against the value.
        negatable: Whether a negation right before the words cancels the rule. Leave it out for
            subjects: a law that forbids to withhold wages is about wages.
    """

    id: str
    pattern: str
    part: str = "text"
    within: str = ""
    also: str = ""
    absent: str = ""
    unless: str = ""
    least: int = 1
    weight: float = 0.5
    negatable: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a scheme.

    Attributes:
        value: The value itself, as it stands in the index and in filters.
        name: The name for people.
        definition: When the value is given.
        examples: Texts of our own that have the value.
        counter_examples: Texts of our own that do not have it, although they seem to.
        rules: Words that speak for it.
        alternatives: Other names, also everyday words.
        broader: A value of the scheme that contains this one; empty for none.
        related: Values of the scheme that are near.
        replaced_by: The value that replaces this one; empty while it is in use.
    """

    value: str
    name: str
    definition: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    alternatives: tuple[str, ...] = ()
    broader: str = ""
    related: tuple[str, ...] = ()
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of tags.

    Attributes:
        name: The name, as in `search --tag NAME=VALUE`.
        version: Raised with each change of meaning. A model knows the version that it was made for.
        title: The title for people.
        description: What the scheme is for.
        values: Its values, in their order. Columns of scores and labels have this order.
        rules: Words that speak against all its values: other subjects.
        target_precision: The precision that automatic tags must have.
        kinds: The kinds of document that are tagged; empty for all.
        unit: What is tagged: each `passage` as a whole, or each `sentence` of it.
        method: How values are found: `topics` (taggers), or `quantities` (typed values).
        accept: What accepts a tag without a person. `measured`: a threshold whose precision was
            measured; without one every proposal is a suggestion. `rules`: what the rules find, on
            the word of the author of the scheme.
        hash: The hash of the whole scheme: a changed scheme tags anew.
    """

    name: str
    version: int
    title: str
    description: str
    values: tuple[Value, ...]
    rules: tuple[Rule, ...] = ()
    target_precision: float = 0.92
    kinds: tuple[str, ...] = ()
    unit: str = "passage"
    method: str = "topics"
    accept: str = "measured"
    hash: str = ""

    @property
    def columns(self) -> dict[str, int]:
        """By value, its column in scores and labels."""
        return {known.value: column for column, known in enumerate(self.values)}

    @property
    def task(self) -> str:
        """The task under which its models are stored."""
        return f"tags.{self.name}"

    @property
    def rules_hash(self) -> str:
        """The hash of rules and examples: measurements of others say nothing."""
        rules = [
            (value.value, value.rules, value.examples, value.counter_examples)
            for value in self.values
        ]
        return hashlib.sha256(repr((rules, self.rules)).encode()).hexdigest()[:32]
