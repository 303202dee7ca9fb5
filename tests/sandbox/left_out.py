"""Keys of Slack's samples the sandbox does not send, each with its reason."""

import re

# Patterns match a key's path from its start; a key below a match is left out with it.
LEFT_OUT: dict[str, str] = {
    # Not part of a good answer.
    r"(error|errors|needed|provided|warning|arg|callstack|deprecated_argument)$": "failures only",
    r"response_metadata\.(messages|warnings)": "failures only",
    r"expires_in$": "token rotation is off",
    # Kinds of Slack we do not play.
    r"(.*\.)?enterprise": "no Enterprise Grid",
    r"(user|members\[\])\.teams$": "no Enterprise Grid",
    r".*\.(is_global_shared|is_org_default|is_org_mandatory)$": "no Enterprise Grid",
    r".*\.connected(_limited)?_team_ids$": "no Enterprise Grid",
    r"team\.(discoverable|sso_provider|pay_prod_cur|is_sfdc_auto_slack|lob_sales)": "paid plans",
    r"team\.(locale|icon\.image_original)": "only teams with their own picture and language",
    r"(function_data|interactivity|bot_access_token)": "workflow functions",
    r"(.*\.)?assistant_app_thread": "AI apps",
    r"(.*\.)?(room|saved|pinned_to)$": "calls, saved items and pins",
    r"(.*\.)?(room|saved)\.": "calls and saved items",
    r"app_unfurl": "link unfurling by apps",
    r"(container|view)\.(app_unfurl_url|is_app_unfurl|attachment_id|text)": "unfurling by apps",
    r"view\.(entity_url|external_ref|message_ts|thread_ts|channel)": "unfurling by apps",
    # What Slack stopped sending.
    r"authed_(users|teams)": "replaced by authorizations in 2021",
    r"offset$": "replaced by cursors",
    r".*\.(wibblr|bot_link|is_intro|is_starred|no_notifications)$": "legacy",
    r"message\.(comment|item|item_type)$": "legacy",
    r"message\.(comment|item)\.": "legacy",
    r"message\.(file|is_thread_broadcast|unfurl_links|unfurl_media)": "legacy",
    r".*x_files": "legacy",
    r".*\.presence$": "legacy",
    # What nobody in the sandbox has.
    r".*\.guest_(channels|invited_by|expiration_ts)$": "guests without an end",
    r".*\.(pronouns|start_date|status_emoji_url|email)$": "unset in profiles, or needs a scope",
    r".*status_emoji_display_info\[\]\.display_alias": "for custom emoji",
    r"profile\.(fields\.<id>|status_clear_on_focus_end)": "fields of a workspace's own",
    r".*\.(two_factor_type|has_files)$": "admins only",
    r".*\.(topic|purpose)$": "channel_topic messages are not played",
    r".*messages\[\]\.(inviter|topic|purpose)": "not played in history",
    r"(.*\.)?icons": "bots without pictures of their own",
    r".*\.(is_read_only|is_thread_only|is_non_threadable)$": "announcement channels",
    r"channels?(\[\])?\.(last_read|unread_count|latest|is_moved)": "user tokens",
    r"event\.channel\.is_moved": "moved between workspaces",
    r"channels\[\]\.is_open": "user tokens",
    r".*\.last_read$": "user tokens",
    r".*message\.hidden$": "hidden messages are not played",
    r"response_metadata$": "warnings; the cursor inside is compared",
    r"workflow_step": "steps from apps, which Slack retired",
    r"event\.item\.channel_type": "only in one old sample",
    # One sample stands for many kinds.
    r"actions\[\]\.(confirm|initial_|min_query|placeholder|rich_text|style|url)": "other elements",
    r"message\.(channel|subtype|topic|purpose|latest_reply|reply_)": "other kinds of messages",
    r"message\.(subscribed|is_locked|files|upload|display_as_bot|root|inviter)": "other kinds",
    r"message\.reactions\[\]\.url": "custom emoji",
    r"event\.(user_profile|username|subtype|app_id|bot_id|bot_profile)": "mentions by other apps",
    r"event\.(upload|display_as_bot|source_team|user_team)": "mentions with files",
    r"(event\.)?view\.(submit|close)\.": "a Home tab has no buttons of its own",
    r"event\.edited": "a new message is not edited yet",
    r"event\.metadata": "needs the message_metadata events",
    r"event\.attachments": "on messages of apps, held in the answers' samples",
    r"event\.previous_message\.(is_locked|latest_reply|reply_|subscribed)": "a tombstone stays",
    r"message\.client_msg_id": "messages of people",
    r"is_cleared$": "only view_closed",
}

# Methods whose answers no sample shows; held to what Slack's pages say, in tests/sandbox.
WITHOUT_SAMPLES: dict[str, str] = {
    "dnd.info": "the example in OpenAPI is empty; dnd.teamInfo is compared",
    "files.getUploadURLExternal": "newer than the samples; Slack's SDK reads it in test_files",
    "files.completeUploadExternal": "newer than the samples; Slack's SDK reads it in test_files",
}

# Values that have samples of their own, or whose inside is the app's own words.
OPAQUE = frozenset(
    {"blocks", "attachments", "files", "file", "metadata", "properties", "state", "latest", "root"}
)


def reason_for(path: str) -> str | None:
    return next((why for pattern, why in LEFT_OUT.items() if re.match(pattern, path)), None)
