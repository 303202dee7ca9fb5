"""How likely simulated people do what: plausible, not measured; in one place to be changed.

Shares are of those who could; times a day or a week are a person's own average.
"""

# Talk, a working day each.
CHATS, REACTIONS, OFF_HOURS_CHATS = 0.45, 0.25, 0.06
# A week each.
QUESTIONS, LINKS, KUDOS, THANKS_IN_CHAT = 0.3, 0.2, 0.15, 0.25
PAUSES, SNOOZES = 0.01, 0.15
LONG_TALKS = 0.01

SHARED_BEFORE = 0.35  # a link that a colleague found first
NAMES_THE_FINDER = 0.2
TAKEN_BACK = 0.03  # a question, share or thanks deleted soon after

# A question without any nudge.
ANSWERED, BY_AN_EXPERT = 0.55, 0.75
ANSWER_MINUTES, SPREAD = 50, 1.1  # median; of a log-normal
ASKER_THANKS, ASKER_ACCEPTS = 0.2, 0.12

# What a nudge is answered with; the rest leave it be.
PRESSES = {
    "can_you_help": {"I'll take it": 0.4, "Not now": 0.2, "Not my topic": 0.1},
    "may_i_ask": {"Once a week": 0.3, "Up to 3": 0.3, "No": 0.15},
    "did_it_help": {"yes": 0.5, "Still open": 0.12},
    "make_it_kudos": {"Make it kudos": 0.35, "No": 0.2},
    "credit_the_source": {"yes": 0.45, "No need": 0.2},
    "unthanked": {"Say thanks": 0.4},
    "talk": {},
    "welcome_first": {},
    "new_connection": {},
    "impact": {},
}
# What anybody may do about any nudge to them alone.
MUTES = {"Not now": 0.03, "Pause a week": 0.02, "Not in this channel": 0.01, "Never ask this": 0.02}
# Somebody of the channel, for each line of a list.
LINE_ANSWERED, LINE_TAKEN, LINE_THANKED = 0.25, 0.1, 0.3
TAKEN_IS_ANSWERED = 0.85
