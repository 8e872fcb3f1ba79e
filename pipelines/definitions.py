"""What Dagster loads: assets and their checks, jobs, schedules, and the session of every step."""

from collections.abc import Iterator

import dagster as dg

from pipelines.assets import ASSETS, INDEX_ASSETS
from pipelines.checks import CHECKS, check_index
from pipelines.session import Session, open_session

update_job = dg.define_asset_job(
    "update",
    selection=dg.AssetSelection.assets(*ASSETS)
    - dg.AssetSelection.checks(check_index),  # with all others
    description="One incremental update: sources to a published index.",
    # With a process for each step everything would be loaded six times, without a common lock.
    executor_def=dg.in_process_executor,
)


publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets(*INDEX_ASSETS) - dg.AssetSelection.checks(check_index),
    description=(
        "What the catalog has, to readers, without a look at the sources: "
        "what an update was kept from, or a new generation."
    ),
    executor_def=dg.in_process_executor,
)

reconcile_job = dg.define_asset_job(
    "reconcile",
    selection=dg.AssetSelection.checks(check_index),
    description=(
        "The index compared with the catalog, row by row; "
        "its config says whether what differs is repaired."
    ),
    executor_def=dg.in_process_executor,
)


@dg.resource(
    config_schema={
        "home": dg.Field(str, is_required=False),
        "profile": dg.Field(str, is_required=False),
    },
    description=(
        "The home, under its writer's lock for the whole run. "
        "Default: LEXOPS_HOME and LEXOPS_PROFILE."
    ),
)
def session_resource(context: dg.InitResourceContext) -> Iterator[Session]:
    """The session of a run that Dagster launched, from the UI or a schedule.

    It fails where another process is writing.
    """
    from configs.loading import home_of, home_path, load

    config = context.resource_config or {}
    root = home_path(config.get("home"))
    settings = load(config.get("profile"), root)
    with open_session(settings, home_of(settings, root), "a run from Dagster's UI") as session:
        if (
            context.run is None or context.run.job_name != reconcile_job.name
        ):  # which is no update, and needs no model
            session.begin()
        yield session


update_nightly = dg.ScheduleDefinition(
    name="update_nightly",
    job=update_job,
    cron_schedule="0 3 * * *",
    description="Update all registered sources every night. Off until it is switched on.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


reconcile_weekly = dg.ScheduleDefinition(
    name="reconcile_weekly",
    job=reconcile_job,
    cron_schedule="0 5 * * 0",
    description=(
        "Compare the index with the catalog every Sunday, without a repair. "
        "Off until it is switched on."
    ),
    default_status=dg.DefaultScheduleStatus.STOPPED,
)

definitions = dg.Definitions(
    assets=ASSETS,
    asset_checks=CHECKS,
    jobs=[update_job, publish_job, reconcile_job],
    schedules=[update_nightly, reconcile_weekly],
    resources={"session": session_resource},
    # Of "Materialize all" too: one process loads everything once, and holds the lock.
    executor=dg.in_process_executor,
)
