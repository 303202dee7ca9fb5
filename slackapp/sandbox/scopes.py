"""Which scope each Web API method and each event asks of a bot token."""

# From docs.slack.dev/reference/methods and /events; any one of a set is enough.
_READ = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})
_HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})

METHOD_SCOPES: dict[str, frozenset[str]] = {
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "conversations.info": _READ,
    "conversations.list": _READ,
    "conversations.members": _READ,
    "conversations.history": _HISTORY,
    "conversations.replies": _HISTORY,
    "conversations.open": frozenset({"im:write", "mpim:write"}),
    "conversations.join": frozenset({"channels:join"}),
    "users.info": frozenset({"users:read"}),
    "users.list": frozenset({"users:read"}),
    "users.conversations": _READ,
    "users.getPresence": frozenset({"users:read"}),
    "users.profile.get": frozenset({"users.profile:read"}),
    "bots.info": frozenset({"users:read"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.delete": frozenset({"files:write"}),
    "files.info": frozenset({"files:read"}),
    "dnd.info": frozenset({"dnd:read"}),
    "dnd.teamInfo": frozenset({"dnd:read"}),
    "usergroups.list": frozenset({"usergroups:read"}),
    "usergroups.users.list": frozenset({"usergroups:read"}),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "reactions.get": frozenset({"reactions:read"}),
    "team.info": frozenset({"team:read"}),
}

EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),  # any app with a Home may hear it
    "app_uninstalled": frozenset(),  # any app, and so the next three
    "tokens_revoked": frozenset(),
    "team_access_granted": frozenset(),
    "team_access_revoked": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
    "file_shared": frozenset({"files:read"}),
    "dnd_updated_user": frozenset({"dnd:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "channel_id_changed": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "channel_unshared": frozenset({"channels:read", "groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "group_deleted": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "subteam_created": frozenset({"usergroups:read"}),
    "subteam_updated": frozenset({"usergroups:read"}),
    "subteam_members_changed": frozenset({"usergroups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
}

_PREFIX = {
    "public_channel": "channels",
    "private_channel": "groups",
    "im": "im",
    "mpim": "mpim",
}

_MESSAGE_EVENTS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}

ALL_SCOPES = frozenset().union(*METHOD_SCOPES.values(), *EVENT_SCOPES.values()) | {
    "commands",
    "chat:write.customize",
    "chat:write.public",
    "users:read.email",
}


def kind_scope(kind: str, right: str) -> str:
    """`channels:history` for the kind `public_channel` and the right `history`."""
    return f"{_PREFIX[kind]}:{right}"


def subscription(event_type: str, channel_type: str | None) -> str:
    """The name in the manifest's `bot_events`, such as `message.channels`."""
    if event_type != "message":
        return event_type
    return f"message.{_MESSAGE_EVENTS[channel_type or 'channel']}"


def event_scopes(name: str) -> frozenset[str]:
    return EVENT_SCOPES[name]
