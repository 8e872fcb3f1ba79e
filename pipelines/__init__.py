"""The write side: brings sources to a searchable index, stage by stage, as Dagster assets.

`pipelines.run.update` does one run. The work itself is in `pipelines.stages`, without Dagster.
"""
