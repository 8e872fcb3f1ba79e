"""The write side: sources to a searchable index, step by step, as Dagster assets. The only room that imports dagster.

| module        | what it does                                                                  |
| ------------- | ----------------------------------------------------------------------------- |
| `run`         | `update`: one run of the job in this process                                  |
| `reconcile`   | `reconcile`: the index compared with the catalog, in this process             |
| `dev`         | `serve_ui`: Dagster's UI with everything loaded                               |
| `definitions` | assets, jobs, schedules and resource, as Dagster loads them                     |
| `stages/`     | the work itself, free of Dagster: what is out of date, one room's function, a commit |
| `session`     | what the stages share: settings, the writer's lock, catalog, blobs, index     |
| `report`      | what a run did                                                                |

Stages hand nothing to each other in memory: each asks the catalog what is out of date. So a run may die anywhere.
"""
