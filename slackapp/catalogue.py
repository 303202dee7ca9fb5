"""The list of what the app does."""

from slackapp.feature_contract import Feature
from slackapp.features.company.feature import FEATURE as COMPANY
from slackapp.features.history_import.feature import FEATURE as HISTORY_IMPORT
from slackapp.features.home.feature import home_feature
from slackapp.features.kudos.feature import FEATURE as KUDOS
from slackapp.features.leaderboard.feature import FEATURE as LEADERBOARD
from slackapp.features.links.feature import FEATURE as LINKS
from slackapp.features.nudges.feature import nudges_feature
from slackapp.features.preferences.feature import FEATURE as PREFERENCES
from slackapp.features.privacy.feature import FEATURE as PRIVACY
from slackapp.features.questions.feature import FEATURE as QUESTIONS
from slackapp.features.receipts.feature import FEATURE as RECEIPTS
from slackapp.features.settings.feature import settings_feature

_ROOMS: tuple[Feature, ...] = (KUDOS, QUESTIONS, LINKS, COMPANY, LEADERBOARD, HISTORY_IMPORT)
_NUDGES = nudges_feature([offer for room in _ROOMS for offer in room.nudges])
_HOME = home_feature((*_ROOMS, _NUDGES))
_SETTINGS = settings_feature((*_ROOMS, _NUDGES, PRIVACY))

FEATURES: tuple[Feature, ...] = (*_ROOMS, _NUDGES, RECEIPTS, PREFERENCES, PRIVACY, _SETTINGS, _HOME)
