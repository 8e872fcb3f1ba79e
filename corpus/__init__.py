"""The vocabulary that all packages share: records, schema, notation, hashes, errors.

It imports the standard library and msgspec only. `corpus.records` re-exports all records.
"""
