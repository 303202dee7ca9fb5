"""`files.*`: uploading in three steps, as `files_upload_v2` of Slack's SDKs does."""

from typing import Any

from slackapp.sandbox.acts.posting import open_im
from slackapp.sandbox.acts.sharing import Place, may_see
from slackapp.sandbox.block_kit.content import Content, ContentRefusedError, checked
from slackapp.sandbox.web_api.call import Call, Method, SlackError
from slackapp.sandbox.world.channels import Channel
from slackapp.sandbox.world.files import File, file_json, shares_json

Json = dict[str, Any]
ALT_TEXT = 1000


def upload_url(call: Call) -> Json:
    name, length = call.args.text("filename"), call.args.number("length", 0)
    if not name or length < 1:
        raise SlackError("missing_argument")
    alt_text = call.args.text("alt_txt")
    if len(alt_text) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    file = call.sharing.announce(call.team, call.bot_id, name, length, alt_text)
    return {"upload_url": call.sharing.upload_url(file), "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Without a channel the file stays the app's own."""
    files = _files(call)
    places = [Place(channel, _thread(call, channel)) for channel in _channels(call)]
    said = _said(call)
    for file in files:
        file.is_complete = True
    for place in places:
        call.sharing.share(call.team, call.bot_id, files, place, said)
    return {"files": [_shown(call, file) for file in files]}


def info(call: Call) -> Json:
    file = call.team.files.get(call.args.text("file"))
    if file is None or not file.is_complete or not may_see(call.team, file, call.bot_id):
        raise SlackError("file_not_found")
    return {"file": _shown(call, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Json:
    """One's own; where it was shown nothing is."""
    file = call.team.files.get(call.args.text("file"))
    if file is None or not file.is_complete:
        raise SlackError("file_not_found")
    if file.user != call.bot_id:
        raise SlackError("cant_delete_file")
    del call.team.files[file.id]
    return {}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
    "files.delete": delete,
}


def _files(call: Call) -> list[File]:
    """Those uploaded, with the titles given now."""
    given = call.args.json("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise SlackError("missing_argument" if not given else "invalid_arguments")
    found = []
    for one in given:
        file = call.team.files.get(one.get("id", "")) if isinstance(one, dict) else None
        if file is None or file.content is None or file.user != call.bot_id:
            raise SlackError("file_not_found")
        file.title = one.get("title") or file.name
        found.append(file)
    return found


def _channels(call: Call) -> list[Channel]:
    """By their ids, or by a person's for direct messages."""
    names = [call.args.text("channel_id"), *call.args.words("channels")]
    found = [_channel(call, name) for name in dict.fromkeys(names) if name]
    for channel in found:
        if channel.is_archived:
            raise SlackError("is_archived")
        if call.bot_id not in channel.members:
            raise SlackError("not_in_channel")
    return found


def _channel(call: Call, name: str) -> Channel:
    if name in call.team.people:
        return open_im(call.world, call.team, call.bot_id, name)[0]
    return call.channel_of(name)


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.args.text("thread_ts") or None
    if thread_ts and channel.message(thread_ts) is None:
        raise SlackError("invalid_thread_ts")
    return thread_ts


def _said(call: Call) -> Content:
    """A comment counts before blocks."""
    comment = call.args.text("initial_comment")
    try:
        blocks = None if comment else call.args.json("blocks", "invalid_blocks_format")
        return checked(comment, blocks, None)
    except ContentRefusedError as refused:
        raise SlackError(refused.code, **refused.extra) from None


def _shown(call: Call, file: File) -> Json:
    return file_json(file, call.team.domain, call.world.app.base_url) | shares_json(file)
