"""Runs a function on many inputs in processes that may die.

An input that hangs, uses too much memory or crashes its process harms only itself.
"""

from __future__ import annotations

from ingestion.workers.heartbeat import beat
from ingestion.workers.pool import Pool

__all__ = ["Pool", "beat"]
