"""The stages of a run, declared as values, and the runner that executes them without Dagster.

A stage reads its input from the catalog and writes its results there, batch by batch.
"""
