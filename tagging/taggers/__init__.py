"""Taggers: each scores the values of one scheme for a text. One Protocol, one battery."""
