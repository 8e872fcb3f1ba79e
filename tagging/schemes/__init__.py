"""Schemes: the values that a tag may have, as data."""

from tagging.schemes.scheme import Rule, Scheme, Value

__all__ = ["Rule", "Scheme", "Value"]
