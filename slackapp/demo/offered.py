"""What the app offers people who type, as Slack would know it from the manifest."""

from slackapp.sandbox import MessageShortcut, SlashCommand

COMMANDS = (
    SlashCommand("/kudos", "@people [for] reason [#value]", "Thank people for what they gave"),
    SlashCommand(
        "/we",
        "kudos | ask | questions | links | board | preferences | help",
        "Everything We Not Me can do",
    ),
)
SHORTCUTS = (
    MessageShortcut("kudos.give_shortcut", "Give kudos"),
    MessageShortcut("questions.track_shortcut", "Track this question"),
    MessageShortcut("questions.helped_shortcut", "This helped"),
    MessageShortcut("links.save_shortcut", "Save this link"),
)
