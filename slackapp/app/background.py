"""What happens without anybody asking: jobs, posts, the tick's tasks and the nights' clean-up."""

from collections.abc import Callable, Mapping
from typing import Any

from slackapp.database.engines import Database
from slackapp.feature_contract import Toolbox
from slackapp.intake import jobs as intake_jobs
from slackapp.intake import store as inbox
from slackapp.intake.channel_changes import follow_audience
from slackapp.intake.single_reading import LOOK_UP_JOB
from slackapp.jobs.client import DurableClient
from slackapp.jobs.runner import KEEP_FAILED, JobFunction, JobRunner
from slackapp.jobs.tick import NightlyCleanUp, TickTask
from slackapp.ledger.giver_weeks import refresh_weeks
from slackapp.outbox.content import HearsGivenUp, PostRenderer
from slackapp.outbox.jobs import OutboxJobs
from slackapp.outbox.refreshing import Refreshing
from slackapp.outbox.retention import KEEP_OTHERS, KEEP_SENT, forget_others, forget_sent
from slackapp.slack.clients import web_client
from slackapp.slack.clock_watch import ClockLook
from slackapp.toolbox import AppToolbox
from slackapp.vocabulary.words import speaking
from slackapp.workspace import sync
from slackapp.workspace.languages import words_for_all, words_for_job
from slackapp.workspace.workspaces import list_workspace_ids

SYNC_JOB = "workspace.sync"


def renderers(toolbox: Toolbox) -> dict[str, PostRenderer]:
    return {kind: show for each in toolbox.features for kind, show in each.posts.items()}


def given_up(toolbox: Toolbox) -> dict[str, HearsGivenUp]:
    return {kind: hears for each in toolbox.features for kind, hears in each.posts_given_up.items()}


def job_functions(
    database: Database, queue: DurableClient, toolbox: AppToolbox
) -> dict[str, JobFunction]:
    place = (database, toolbox.clock, queue)
    outbox = OutboxJobs(*place, given_up=given_up(toolbox), slack=toolbox.slack)
    refreshing = Refreshing(*place, renderers=renderers(toolbox), slack=toolbox.slack)
    rooms = {
        kind: _with_toolbox(toolbox, function)
        for feature in toolbox.features
        for kind, function in feature.jobs.items()
    }
    return {
        **outbox.by_kind(),
        **refreshing.by_kind(),
        LOOK_UP_JOB: _with_toolbox(toolbox, intake_jobs.look_up),
        SYNC_JOB: _with_toolbox(toolbox, _sync),
        **rooms,
    }


def tick_tasks(database: Database, toolbox: AppToolbox, *, api_url: str) -> list[TickTask]:
    return [
        intake_jobs.HourlyTidying(database, toolbox.clock),
        lambda _now: _tick_rooms(database, toolbox),
        ClockLook(web_client(api_url=api_url)),
    ]


def clean_ups(database: Database, queue: DurableClient, runner: JobRunner) -> list[TickTask]:
    return [
        NightlyCleanUp(queue.forget_finished),
        NightlyCleanUp(runner.forget_done),
        NightlyCleanUp(runner.forget_failed, kept=KEEP_FAILED),
        NightlyCleanUp(forget_sent(database), kept=KEEP_SENT),
        NightlyCleanUp(forget_others(database), kept=KEEP_OTHERS),
    ]


def _tick_rooms(database: Database, toolbox: Toolbox) -> None:
    with database.reading() as session:
        workspace_ids = list_workspace_ids(session)
    for workspace_id in workspace_ids:
        toolbox.run(intake_jobs.look_up_again, workspace_id)
        toolbox.run(refresh_weeks, workspace_id)
        with speaking(toolbox.read(words_for_all, workspace_id)):
            for feature in toolbox.features:
                if feature.on_tick is not None:
                    feature.on_tick(toolbox, workspace_id)


def _sync(toolbox: Toolbox, workspace_id: str, _payload: Mapping[str, Any]) -> None:
    sync.sync_directory(toolbox.slack(workspace_id), workspace_id=workspace_id, run=toolbox.run)
    toolbox.run(follow_audience, workspace_id)
    toolbox.run(inbox.reopen_all_parked, workspace_id)


def _with_toolbox(
    toolbox: Toolbox, function: Callable[[Toolbox, str, Mapping[str, Any]], None]
) -> JobFunction:
    def run(workspace_id: str, payload: Mapping[str, Any]) -> None:
        with speaking(toolbox.read(words_for_job, workspace_id, payload)):
            function(toolbox, workspace_id, payload)

    return run
