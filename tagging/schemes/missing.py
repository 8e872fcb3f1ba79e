"""Values that a scheme no longer has, although passages are tagged with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tagging.schemes.scheme import Scheme


@dataclass(frozen=True, slots=True)
class MissingValue:
    """A value that tags or decisions have, and the scheme does not.

    Attributes:
        scheme: The name of the scheme.
        value: The value.
        tags: How many passages have it as a tag.
        decisions: How many decisions of people are about it.
    """

    scheme: str
    value: str
    tags: int
    decisions: int

    def describe(self) -> str:
        """Say what is missing, and what to do, in one sentence."""
        return (
            f"the scheme {self.scheme} no longer has the value {self.value!r}, "
            f"which {self.tags} passages and {self.decisions} decisions have; if it was renamed, "
            "keep the old value with `replaced_by`"
        )


def missing_values(
    scheme: Scheme,
    tags: Mapping[str, int],
    decisions: Mapping[str, int],
) -> list[MissingValue]:
    """Find the values that a scheme has lost.

    A value that was replaced stays in the scheme, with `replaced_by`, and is not missing.

    Args:
        scheme: The scheme.
        tags: By value, how many passages have it as a tag.
        decisions: By value, how many decisions of people are about it.

    Returns:
        The values, those with the most tags first.
    """
    known = {value.value for value in scheme.values}
    lost = {value for counts in (tags, decisions) for value in counts} - known
    found = [
        MissingValue(scheme.name, value, tags.get(value, 0), decisions.get(value, 0))
        for value in lost
    ]
    found.sort(key=lambda missing: (-missing.tags, -missing.decisions, missing.value))
    return found
