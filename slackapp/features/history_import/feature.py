"""What the import offers the app: a command; it reads the past for the other rooms."""

from slackapp.feature_contract import Feature

FEATURE = Feature(name="history_import")
