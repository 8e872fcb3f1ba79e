"""Tests of tags: schemes, taggers, review."""
