"""What a person may not do, said in a sentence for that person."""


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """Raised by a use case; nothing is changed and the sentence is shown to whoever asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
