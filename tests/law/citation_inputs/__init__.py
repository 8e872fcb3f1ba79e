"""Texts that cite, as real files write them, and what each citation must mean."""
