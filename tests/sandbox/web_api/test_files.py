"""Uploads in three steps, sharing, and who may fetch what."""

from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk.errors import SlackApiError

from slackapp.sandbox import Kind, Workspace
from tests.sandbox.stage import Stage

PNG = b"\x89PNG\r\n\x1a\n" + bytes([0, 0, 0, 13]) + b"IHDR" + bytes([0, 0, 0, 7, 0, 0, 0, 5])


def fetched(url: str, token: str = "") -> Any:  # noqa: ANN401 - urllib's answer
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return urlopen(Request(url, headers=headers))  # noqa: S310 - our own server


def error_of(call: Any, **arguments: Any) -> str:  # noqa: ANN401 - any SDK method
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return str(caught.value.response["error"])


def announced(stage: Stage, length: int = 3) -> tuple[str, str]:
    answer = stage.client.files_getUploadURLExternal(filename="a.txt", length=length)
    return answer["upload_url"], answer["file_id"]


def test_the_sdk_uploads_a_picture_into_a_thread(stage: Stage) -> None:
    parent = stage.ana.post(stage.general, "the chart?")

    answer = stage.client.files_upload_v2(
        channel="C1",
        content=PNG,
        filename="chart.png",
        title="The week",
        alt_txt="Ana leads",
        initial_comment="Here it is",
        thread_ts=parent.ts,
    )

    stage.sandbox.settle()
    shared = stage.receiver.event("file_share")
    file = shared["files"][0]
    assert (shared["text"], shared["thread_ts"], shared["user"]) == (
        "Here it is",
        parent.ts,
        "U0BOT",
    )
    assert (file["title"], file["alt_txt"], file["mimetype"]) == (
        "The week",
        "Ana leads",
        "image/png",
    )
    assert (file["original_w"], file["original_h"], file["size"]) == (7, 5, len(PNG))
    assert answer["file"]["shares"]["public"]["C1"][0]["ts"] == shared["ts"]
    assert stage.receiver.event("file_shared")["file_id"] == file["id"]


def test_several_files_are_one_message(stage: Stage) -> None:
    uploads = [{"content": "a", "filename": "a.txt"}, {"content": "b", "filename": "b.txt"}]

    stage.client.files_upload_v2(channel="C1", file_uploads=uploads)

    [message] = stage.general.messages
    assert [file["name"] for file in message.files] == ["a.txt", "b.txt"]


def test_an_upload_may_be_a_form(stage: Stage) -> None:
    url, file_id = announced(stage, len(PNG))
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = head + PNG + b"\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = urlopen(Request(url, body, kind)).read()  # noqa: S310 - our own server

    assert answer == f"OK - {len(PNG)}".encode()
    assert stage.workspace.team.files[file_id].content == PNG


@pytest.mark.parametrize(("path", "body"), [("", b"ab"), ("x", b"abc")])
def test_an_upload_nobody_announced_so_is_refused(stage: Stage, path: str, body: bytes) -> None:
    url, file_id = announced(stage)

    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(url + path, body))  # noqa: S310 - our own server

    complete = stage.client.files_completeUploadExternal
    assert error_of(complete, files=[{"id": file_id}]) == "file_not_found"


def test_a_file_is_seen_by_nobody_until_it_is_complete(stage: Stage) -> None:
    url, file_id = announced(stage)
    urlopen(Request(url, b"abc"))  # noqa: S310 - our own server
    before = error_of(stage.client.files_info, file=file_id)

    stage.client.files_completeUploadExternal(files=[{"id": file_id, "title": "A"}])

    assert before == "file_not_found"
    assert stage.client.files_info(file=file_id)["file"]["title"] == "A"
    assert stage.general.messages == []


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C404", "channel_not_found"), ("G1", "channel_not_found"), ("C2", "not_in_channel")],
)
def test_a_file_is_shared_only_where_the_bot_is(stage: Stage, channel: str, error: str) -> None:
    stage.workspace.add_channel("C2", "elsewhere")
    stage.workspace.add_channel("G1", "secret", kind=Kind.PRIVATE)

    upload = stage.client.files_upload_v2
    assert error_of(upload, channel=channel, content="x", filename="x.txt") == error


def test_the_app_fetches_a_file_with_its_token_and_a_browser_only_looks(stage: Stage) -> None:
    message = stage.ana.upload(stage.general, "cat.png", PNG, text="look", alt_text="A cat")
    file = message.files[0]

    looked = fetched(file["permalink"])

    assert fetched(file["url_private"], stage.token).read() == PNG
    with pytest.raises(HTTPError, match="403"):
        fetched(file["url_private"])
    assert looked.read() == PNG
    assert looked.headers["Content-Type"] == "image/png"


def test_the_token_of_another_workspace_opens_nothing(stage: Stage) -> None:
    other: Workspace = stage.sandbox.add_workspace("T2")
    file = stage.ana.upload(stage.general, "cat.png", PNG).files[0]

    with pytest.raises(HTTPError, match="404"):
        fetched(file["url_private"], other.install_app())


def test_a_file_shared_where_the_bot_is_not_stays_from_it(stage: Stage) -> None:
    secret = stage.workspace.add_channel("G1", "us", kind=Kind.PRIVATE, members=[stage.ana])
    file = stage.ana.upload(secret, "cat.png", PNG).files[0]

    assert error_of(stage.client.files_info, file=file["id"]) == "file_not_found"
    with pytest.raises(HTTPError, match="404"):
        fetched(file["url_private"], stage.token)


def test_what_could_run_in_a_browser_is_only_ever_saved(stage: Stage) -> None:
    file = stage.ana.upload(stage.general, "x.html", b"<script>alert(1)</script>").files[0]

    headers = fetched(file["permalink"]).headers

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_uploading_needs_its_scope(stage: Stage) -> None:
    narrow = stage.client_with("chat:write", "files:read")

    assert error_of(narrow.files_getUploadURLExternal, filename="a", length=1) == "missing_scope"


def home_with(file_id: str) -> dict[str, Any]:
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "the week"}
    return {"type": "home", "blocks": [image]}


def test_a_view_shows_a_picture_of_the_apps_own_that_is_shared_nowhere(stage: Stage) -> None:
    answer = stage.client.files_upload_v2(content=PNG, filename="chart.png")
    stage.client.views_publish(user_id="U1", view=home_with(answer["file"]["id"]))
    page = fetched(f"{stage.url}/acme/as/U1/home").read().decode()
    assert f"/acme/files/U0BOT/{answer['file']['id']}/chart.png" in page


@pytest.mark.parametrize("which", ["unknown", "text", "incomplete", "of somebody else"])
def test_a_view_shows_no_other_file(stage: Stage, which: str) -> None:
    file_id = "F404"
    if which == "text":
        file_id = stage.client.files_upload_v2(content="abc", filename="a.txt")["file"]["id"]
    elif which == "incomplete":
        answer = stage.client.files_getUploadURLExternal(filename="a.png", length=3)
        file_id = answer["file_id"]
    elif which == "of somebody else":
        secret = stage.workspace.add_channel("G1", "us", kind=Kind.PRIVATE, members=[stage.ana])
        file_id = stage.ana.upload(secret, "cat.png", PNG).files[0]["id"]
    with pytest.raises(SlackApiError) as caught:
        stage.client.views_publish(user_id="U1", view=home_with(file_id))
    assert caught.value.response["error"] == "invalid_arguments"
    assert "invalid slack file" in caught.value.response["response_metadata"]["messages"][0]


def test_an_app_deletes_its_own_files_alone(stage: Stage) -> None:
    file_id = stage.client.files_upload_v2(content=PNG, filename="chart.png")["file"]["id"]
    stage.client.files_delete(file=file_id)
    assert error_of(stage.client.files_delete, file=file_id) == "file_not_found"
    assert error_of(stage.client.files_info, file=file_id) == "file_not_found"
