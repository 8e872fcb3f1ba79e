"""The battery that every tagger passes, for those of lexops and for those of others."""

from tagging.testing.tagger_battery import TaggerBattery, sample_scheme, sample_texts

__all__ = ["TaggerBattery", "sample_scheme", "sample_texts"]
