"""`make quality`: every figure of how well talk is read, and whether each keeps its floor.

Nothing learned is measured on what it was learned from: "held out" trains anew without the source
it measures. What only has rules is measured on all labels; they were read while writing the rules,
so those figures flatter. GoEmotions is noisy: its labels disagree with ours about "thank god".
"""

import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.quality import train_help, train_questions
from benchmarks.quality.data import DATA, gratitude_comments, is_there, labelled
from benchmarks.quality.links import link_figures
from slackapp.reading.talk import read_message
from slackapp.reading.threads import Said, ThreadRead, read_thread

Pair = tuple[bool, bool]  # what is so, what was read


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number, what it was measured on, and what it must not fall under."""

    name: str
    value: float
    floor: float
    split: str


def main() -> int:
    if not is_there():
        print(
            f"Skipped: no shared data at ../shared/data ({DATA.name} folder beside the repository)"
        )
        return 0
    warnings.filterwarnings("ignore")
    figures = [
        *question_figures(),
        *gratitude_figures(),
        *thread_figures(),
        *help_figures(),
        *link_figures(Figure),
        speed_figure(),
    ]
    table = Table("", "measured", "floor", "on")
    for one in figures:
        mark = "" if one.value >= one.floor else "  <-- under its floor"
        table.add_row(one.name, f"{one.value:,.3f}{mark}", f"{one.floor:,.3f}", one.split)
    Console(width=120).print(table)
    return 1 if any(one.value < one.floor for one in figures) else 0


def question_figures() -> Iterator[Figure]:
    rows = [row for row in labelled("messages") if row["interrogative"] is not None]
    found = {}
    for source in sorted({row["source"] for row in rows}):
        models = train_questions.train(without=source)
        for row in rows:
            if row["source"] == source:
                found[row["id"]] = train_questions.reading_of(row["text"], models)
    tracked = [(row, found[row["id"]]["trackable"] > 0) for row in rows]
    asked = [
        (row["interrogative"], found[row["id"]]["question"] > 0 or seeks) for row, seeks in tracked
    ]
    split = "labels_messages, each of 7 sources held out"
    yield Figure("any question, F1", f1(asked), 0.93, split)
    worth = [(row["open_question"], seeks, row["top"]) for row, seeks in tracked]
    worth = [one for one in worth if one[0] is not None]
    yield Figure("question worth tracking, F1", f1([one[:2] for one in worth]), 0.78, split)
    top = [one[:2] for one in worth if one[2]]
    yield Figure("… of first messages, F1", f1(top), 0.80, split)


def gratitude_figures() -> Iterator[Figure]:
    reads = [(row, read_message(row["text"])) for row in labelled("messages")]
    thanked = [
        (row["gratitude"], read.gratitude) for row, read in reads if row["gratitude"] is not None
    ]
    yield Figure("gratitude, F1", f1(thanked), 0.97, "labels_messages, rules")
    yield Figure("gratitude, precision", precision(thanked), 0.97, "labels_messages, rules")
    ahead = [not read.gratitude for row, read in reads if row["anticipatory"]]
    yield Figure("anticipatory thanks refused", share(ahead), 0.85, "labels_messages, rules")
    acks = [(row["ack"], read.ack) for row, read in reads]
    yield Figure("it worked, F1", f1(acks), 0.60, "labels_messages, rules")
    comments = [(is_so, read_message(text).gratitude) for is_so, text in gratitude_comments("dev")]
    yield Figure("gratitude of strangers, F1", f1(comments), 0.86, "GoEmotions dev, rules")


def thread_figures() -> Iterator[Figure]:
    split = "labels_threads, rules"
    reads = [(row, _read(row["messages"])) for row in labelled("threads")]
    known = [(row, read) for row, read in reads if row["labelled_answer"]]
    unanswered = [(not row["answered"], not read.answered) for row, read in known]
    yield Figure("unanswered, F1", f1(unanswered), 0.60, split)
    right = [
        read.helper in {row["messages"][at]["user"] for at in row["answer_indexes"]}
        for row, read in known
        if row["answered"]
    ]
    yield Figure("right helper credited", share(right), 0.95, split)
    read_to = [{one.index: list(one.to) or "everyone" for one in read.thanks} for _, read in reads]
    pairs = [
        (to.get(one["index"]), one["to"])
        for (row, _), to in zip(reads, read_to, strict=True)
        for one in row["thanks"]
    ]
    found = [to == so for to, so in pairs if to is not None]
    yield Figure("addressee exact, of thanks found", share(found), 0.96, split)
    yield Figure("thanks found", len(found) / len(pairs), 0.95, split)


def _read(messages: Iterable[dict[str, str]]) -> ThreadRead:
    return read_thread([Said(one["user"], one["text"]) for one in messages])


def help_figures() -> Iterator[Figure]:
    big, small = train_help.EXPORTS
    appium, docker = (train_help.of_channel(name, big) for name in ("appium", "docker"))
    others = [case for case in train_help.cases(small) if case.channel not in {"appium", "docker"}]
    for asked, known, floor, split in (
        (docker, appium, 0.76, "docker, learned from appium"),
        (appium, docker, 0.65, "appium, learned from docker"),
        (others, [*appium, *docker], 0.58, "3 small rooms, learned from appium and docker"),
    ):
        value = train_help.recall(train_help.fit(known), asked)
        yield Figure("who could help, recall@5", value, floor, split)


def speed_figure() -> Figure:
    """Messages a second of one core's time, all detectors together; the best of three rounds."""
    texts = [row["text"] for row in labelled("messages")]
    read_message("warm up")
    taken = min(_seconds(lambda: [read_message(text) for text in texts]) for _ in range(3))
    return Figure("messages a second", len(texts) / taken, 3_000, "labels_messages, CPU time")


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def f1(pairs: Iterable[Pair]) -> float:
    pairs = list(pairs)
    right = sum(so and read for so, read in pairs)
    return 2 * right / max(1, sum(so for so, _ in pairs) + sum(read for _, read in pairs))


def precision(pairs: Iterable[Pair]) -> float:
    return share([so for so, read in pairs if read])


def share(found: Iterable[bool]) -> float:
    found = list(found)
    return sum(found) / max(1, len(found))


if __name__ == "__main__":
    sys.exit(main())
