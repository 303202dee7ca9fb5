"""What Slack says of our tokens, and of our clock. Each call only asks."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from slackapp.cli.doctor.findings import Finding, look, well, wrong
from slackapp.slack.clients import web_client
from slackapp.slack.clock_watch import ALARM_SECONDS
from slackapp.slack.errors import classify
from slackapp.workspace.installations import BadToken, SlackUnreachable, identify
from slackapp.workspace.scopes import missing_scopes

SECONDS = 5

# What does not work without each, for people.
BREAKS = {
    "channels:history": "nothing written in public channels is read, no unsure post looked up",
    "channels:read": "channels have no names, and whether they are shared is not known",
    "chat:write": "nothing can be posted",
    "commands": "/we and /kudos do not exist",
    "dnd:read": "people are asked while they want peace",
    "groups:history": "nothing written in private channels is read",
    "groups:read": "private channels have no names",
    "reactions:read": "reactions do not thank",
    "reactions:write": "a newcomer's first contribution gets no seedling",
    "usergroups:read": "groups cannot be thanked",
    "users:read": "nobody has a name, and admins are not known",
}


def reachable(api_url: str, now: datetime) -> list[Finding]:
    """Whether Slack answers at all, and what its clock says."""
    try:
        headers = web_client(api_url=api_url, timeout=SECONDS).api_test().headers
    except SlackApiError as error:
        headers = error.response.headers
    except Exception as error:  # noqa: BLE001  whatever the network does; its kind is told
        do = "Look at the network, a proxy, SLACK_API_URL. Nothing else about Slack was looked at."
        return [wrong("Slack", f"cannot be reached: {classify(error).reason}", do)]
    said = {name.lower(): value for name, value in headers.items()}.get("date", "")
    return [well("Slack", "answers"), clock(said, now)]


def clock(said: str, now: datetime) -> Finding:
    """Ours against the `Date` of an answer; Slack's requests are refused beyond five minutes."""
    try:
        ahead = (now - parsedate_to_datetime(said)).total_seconds()
    except ValueError:
        return look("Clock", "Slack did not say what time it is")
    says = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} Slack's"
    if abs(ahead) >= ALARM_SECONDS:
        return wrong("Clock", says, "Set this machine's clock; best by NTP.")
    return well("Clock", says)


def token(api_url: str, bot_token: str, name: str = "Bot token") -> list[Finding]:
    try:
        found = identify(web_client(api_url=api_url, token=bot_token, timeout=SECONDS))
    except BadToken as error:
        do = "Take it anew from OAuth & Permissions, or install the app again."
        return [wrong(name, f"Slack says {error.reason}", do)]
    except SlackUnreachable as error:
        return [look(name, f"Slack could not be asked: {error.outcome.reason}")]
    return [well(name, f"good for {found.workspace_id}"), *scopes(found.scopes, found.workspace_id)]


def scopes(granted: Iterable[str], workspace_id: str) -> list[Finding]:
    missing = missing_scopes(granted)
    do = "Add them from manifest.yml under OAuth & Permissions, then install the app again."
    return [
        wrong("Scopes", f"{workspace_id} has no {each}: {BREAKS[each]}", do) for each in missing
    ] or [well("Scopes", f"all that are needed in {workspace_id}")]


def app_token(api_url: str, value: str) -> Finding:
    """Asks for a socket's address and opens none: Slack counts only sockets that are opened."""
    client: WebClient = web_client(api_url=api_url, timeout=SECONDS)
    try:
        client.apps_connections_open(app_token=value)
    except Exception as error:  # noqa: BLE001  same as above
        do = "Take one with connections:write from Basic Information; switch Socket Mode on."
        return wrong("App token", f"Slack says {classify(error).reason}", do)
    return well("App token", "good for Socket Mode")


def events(*, by_socket: bool, public_url: str | None) -> Finding:
    """Slack tells nobody what an app is subscribed to; so this is a reminder."""
    if by_socket:
        return well("Events", "come through sockets; Socket Mode must be on in the app's settings")
    where = f"{public_url or 'https://YOUR-HOST/'}slack/events"
    return well("Events", f"Slack must send them to {where} (Event Subscriptions, Interactivity)")
