"""What the app offers people who type, as Slack would know it from the manifest."""

from slackapp.sandbox import MessageShortcut, SlashCommand

COMMANDS = (
    SlashCommand("/kudos", "@people [for] reason [#value]", "Thank people for what they gave"),
    SlashCommand("/we", "kudos | board | help", "Everything We Not Me can do"),
)
SHORTCUTS = (MessageShortcut("kudos.give_shortcut", "Give kudos"),)
