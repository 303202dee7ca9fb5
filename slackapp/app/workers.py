"""Who runs jobs and sends posts in this process, and takes over from replicas that died."""

import socket
from collections.abc import Mapping
from uuid import uuid4

from slackapp.app.background import given_up, job_functions, renderers
from slackapp.database.engines import Database
from slackapp.jobs.client import DurableClient
from slackapp.jobs.replicas import Heartbeat
from slackapp.jobs.runner import JobFunction, JobRunner
from slackapp.jobs.tick import Tick
from slackapp.outbox.sending import PostSender
from slackapp.toolbox import AppToolbox


class Workers:
    """Of one replica; the durable engine calls `handlers` by name."""

    def __init__(
        self,
        database: Database,
        queue: DurableClient,
        toolbox: AppToolbox,
        more: Mapping[str, JobFunction],
    ) -> None:
        """`more`: jobs beside those of rooms and floors, by their kind."""
        place = (database, toolbox.clock, queue)
        self.replica_id = f"{socket.gethostname()}-{uuid4().hex[:12]}"
        self.sender = PostSender(
            *place,
            renderers=renderers(toolbox),
            given_up=given_up(toolbox),
            slack=toolbox.slack,
            replica_id=self.replica_id,
        )
        functions = {**job_functions(database, queue, toolbox), **more}
        self.runner = JobRunner(*place, functions, replica_id=self.replica_id)
        self.handlers = {"job": self.runner.run, "post": self.sender.run}
        take_over = [self.runner.take_over, self.sender.take_over]
        self.heartbeat = Heartbeat(*place, self.replica_id, take_over)
        self.hand_over = Tick([self.runner.tick, self.sender.tick], toolbox.clock, seconds=5)
