"""The tests that every implementation of a Protocol of `ingestion` passes.

A test class inherits a battery and gives it an implementation.
"""
