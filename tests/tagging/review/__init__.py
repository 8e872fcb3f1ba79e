"""Tests of the review of tags."""
