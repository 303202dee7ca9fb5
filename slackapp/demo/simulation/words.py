"""What the simulated people say: invented, and worded so that the app reads it as meant."""

from random import Random

PLACES = (
    "Lisbon", "Cork", "Turin", "Malmo", "Ghent", "Porto", "Graz", "Brno", "Lyon", "Riga",
    "Bergen", "Split", "Basel", "Varna", "Aarhus", "Leeds",
)  # fmt: skip
THINGS = (
    "VPN certificate", "staging database", "invoice template", "build server", "travel form",
    "badge printer", "meeting room screen", "payroll export", "test account", "mail filter",
    "backup job", "customer import", "release checklist", "password vault", "phone forwarding",
    "chart library", "translation file", "expense report", "wiki search", "load balancer",
    "calendar sync", "onboarding guide", "budget sheet", "license server", "video recorder",
)  # fmt: skip
QUESTIONS = (
    "How do I renew the {thing} for {place}?",
    "Does anybody know where the {thing} of {place} is kept?",
    "Why does the {thing} fail for {place} since this morning?",
    "Who can tell me how to reset the {thing} in {place}?",
    "What is the right way to set up the {thing} for {place}?",
)
ANSWERS = (
    "Open the portal, choose {place}, and press renew on the {thing} twice.",
    "The {thing} for {place} moved to the shared drive, in the operations folder.",
    "Restart the {thing} first, then the {place} profile loads again after a minute.",
    "There is a page in the handbook about the {thing}, the {place} part is at the end.",
)
CHAT = (
    "The new coffee in {place} is good",
    "Slides from the {place} visit are on the drive",
    "Lunch at noon, the usual place",
    "Train is late again, starting from home",
    "The {place} office has a plant now",
    "Notes of the {thing} meeting are in the folder",
)
WHY = (
    "a calm introduction to the {thing}, with examples that work",
    "the clearest page on the {thing} I have read so far",
)
REASONS = (
    "for staying late so that the {thing} was ready in time",
    "for explaining the {thing} to me with so much patience",
)
EMOJI = ("thumbsup", "tada", "eyes", "smile")
ACCEPTED = "white_check_mark"


class Words:
    """One person's way to put it at one moment: the same dice give the same words."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self.thing = dice.choice(THINGS)
        self._about = {"thing": self.thing, "place": dice.choice(PLACES)}

    def question(self) -> str:
        return self._say(QUESTIONS)

    def answer(self) -> str:
        return self._say(ANSWERS)

    def chat(self) -> str:
        return self._say(CHAT)

    def link(self, address: str) -> str:
        return f"{self._say(WHY)}: <{address}>"

    def thanks(self, to: str) -> str:
        return self._dice.choice(
            (f"thanks <@{to}>, that did it", f"thank you <@{to}>!", f"<@{to}> thank you so much")
        )

    def kudos(self, to: str) -> str:
        return f"<@{to}> ++ {self._say(REASONS)}"

    def emoji(self) -> str:
        return self._dice.choice(EMOJI)

    def _say(self, sentences: tuple[str, ...]) -> str:
        return self._dice.choice(sentences).format(**self._about)
