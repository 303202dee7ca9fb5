"""Who listens in `socket_mode.py`: `_socket_clients.py ours|sdk API_URL TOKEN DATABASE_URL`."""

import asyncio
import gc
import json
import sys
import threading

from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from slackapp.database.engines import Database
from slackapp.intake.envelope import EventEnvelope, Interaction
from slackapp.intake.inbox import InboxWriter
from slackapp.intake.socket_mode.socket_mode import SocketMode
from slackapp.observability.logs import set_up_logs
from slackapp.vocabulary.clock import SystemClock


def ours(api_url: str, token: str, inbox: InboxWriter) -> None:
    def refuse(_interaction: Interaction) -> tuple[int, dict[str, str], str]:
        return 404, {}, ""

    SocketMode(inbox, refuse, api_url=api_url, token=token).start()


def sdk(api_url: str, token: str, inbox: InboxWriter) -> None:
    """Slack's client as its documentation shows it, acknowledging what our inbox has stored."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def store(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        payload = request.payload
        event = EventEnvelope(
            workspace_id=payload["team_id"],
            event_id=payload["event_id"],
            kind=payload["event"]["type"],
            body=json.dumps(payload).encode(),
        )
        asyncio.run_coroutine_threadsafe(inbox.store(event), loop).result()
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client = SocketModeClient(token, web_client=WebClient(base_url=api_url))
    client.socket_mode_request_listeners.append(store)
    client.connect()


def main(kind: str, api_url: str, token: str, database_url: str) -> None:
    set_up_logs(level="WARNING", log_format="text")
    inbox = InboxWriter(Database(database_url), SystemClock(), on_stored=lambda: None)
    inbox.start()
    {"ours": ours, "sdk": sdk}[kind](api_url, token, inbox)
    gc.collect()
    gc.freeze()  # as `slackapp serve` does
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:5])
