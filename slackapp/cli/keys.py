"""`keys`: what tokens are encrypted with, and encrypting them anew."""

from slackapp.cli.output import progress_bar, say, stop
from slackapp.cli.place import open_toolbox, read_config
from slackapp.config import KeysConfig
from slackapp.database.engines import Database
from slackapp.toolbox import AppToolbox
from slackapp.workspace.installation_store import count_by_key, list_with_tokens, seal_anew
from slackapp.workspace.token_keys import TokenKeys, WrongKey, new_key


def new() -> None:
    """On stdout, so that it can be put where it belongs without being seen."""
    say(new_key())


def rotate(*, dry: bool) -> None:
    keys = _read_keys()
    with open_toolbox() as (database, toolbox):
        with database.reading() as session:
            amounts = count_by_key(session)
        for key_id, amount in sorted(amounts.items()):
            mark = " (the current one)" if key_id == keys.current else ""
            say(f"{key_id}{mark}: tokens of {amount} workspaces")
        if dry:
            return
        changed = _seal_all(database, toolbox, keys)
    say(f"Encrypted anew with {keys.current}: {changed}. Keys that are not listed may go.")


def _seal_all(database: Database, toolbox: AppToolbox, keys: TokenKeys) -> int:
    with database.reading() as session:
        workspace_ids = list_with_tokens(session)
    changed = 0
    with progress_bar("Encrypting tokens anew") as show:
        for done, workspace_id in enumerate(workspace_ids, start=1):
            try:
                changed += toolbox.run(seal_anew, workspace_id, keys)
            except WrongKey as wrong:
                stop(f"TOKEN_KEYS does not open the tokens of {workspace_id}: key {wrong.key_id}.")
            show(done, len(workspace_ids))
    return changed


def _read_keys() -> TokenKeys:
    config = read_config(KeysConfig)
    if config.token_keys is None:
        stop("TOKEN_KEYS is not set: put the new key first, and the old one after a comma.")
    try:
        return TokenKeys.parse(config.token_keys.get_secret_value())
    except ValueError as error:
        stop(f"TOKEN_KEYS is not usable: it {error}.")
