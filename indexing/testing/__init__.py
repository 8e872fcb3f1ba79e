"""Batteries: classes of tests that every embedder and every index store must pass.

A battery is inherited by a test class; `memory_store` is the reference store that passes first.
This package exports nothing itself, because `store_battery` needs pytest.
"""
