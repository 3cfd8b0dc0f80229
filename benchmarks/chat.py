"""`make bench-chat`: words on their way from the model through the chat, beside the same stream read with boto3 alone.

Everything runs in processes of its own on real ports: the local Bedrock, the chat as `run.sh` starts it, the reader.
Rounds of both ways are interleaved and their medians compared, since the machine is shared. Both must receive the
same words in as many pieces, or the benchmark fails. The last line is JSON.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

from benchmarks.stack import best_database, running_stack
from benchmarks.streams import PIECE, Chat, Emulator, Heard, RawModel

ROUNDS = 7
DELTAS = 10_000
CROWD = 20
CROWD_ROUNDS = 3
CROWD_DELTAS = 2_000
PACE_SECONDS = 0.02
PACED_ROUNDS = 5
PACED_DELTAS = 200
FIRST_EVENTS = 20
SILENCE_SECONDS = 0.3
SENTENCE = "극장 안은 어두웠고 사람들은 숨을 죽인 채 막이 오르기를 기다리고 있었어요. "
"""Ordinary words of which the guard keeps no whole piece for the next one: it would count as late, and is so on purpose."""


def text_of(deltas: int) -> str:
    """Korean words that the local model sends in this many pieces."""
    length = deltas * PIECE
    return (SENTENCE * (length // len(SENTENCE) + 1))[-length:]


class Bench:
    """Both ways to the same answer."""

    def __init__(self, emulator: Emulator, raw: RawModel, chat: Chat) -> None:
        self.emulator, self.raw, self.chat = emulator, raw, chat

    def ways(self, times: int) -> tuple[Callable[[], list[Heard]], Callable[[], list[Heard]]]:
        """Reading `times` answers at once: from the model, from the chat."""
        tokens = [self.chat.token() for _ in range(times)]
        return (
            lambda: at_once([self.raw.hear] * times),
            lambda: at_once([lambda token=token: self.chat.hear(token) for token in tokens]),  # type: ignore[misc]
        )

    def rate(self, read: Callable[[], list[Heard]], deltas: int, times: int) -> float:
        """Pieces per second, from the first byte that left the model to the last piece that arrived."""
        text = text_of(deltas)
        self.emulator.order("say", text=text, times=times)
        heard = read()
        check(heard, text, deltas)
        sent_at = min(pieces[0] for pieces in self.emulator.sent_at())
        return deltas * times / (max(each.arrived_at[-1] for each in heard) - sent_at)

    def delays(self, read: Callable[[], list[Heard]]) -> list[float]:
        """Milliseconds from leaving the model to arriving, for each event of a paced answer."""
        text = text_of(PACED_DELTAS)
        self.emulator.order("slow", text=text, seconds=PACE_SECONDS)
        [heard] = read()
        check([heard], text, PACED_DELTAS)
        _message_start, *sent_at = self.emulator.sent_at()[0]
        return [(there - sent_at[place]) * 1000 for place, there in zip(heard.places(), heard.arrived_at, strict=True)]


def at_once(reads: Sequence[Callable[[], Heard]]) -> list[Heard]:
    """What several readers hear at the same time."""
    with ThreadPoolExecutor(len(reads)) as pool:
        return [future.result() for future in [pool.submit(read) for read in reads]]


def check(heard: Sequence[Heard], text: str, deltas: int) -> None:
    """Every reader has heard the same words in as many pieces. Raises AssertionError."""
    for each in heard:
        if each.text != text:
            raise AssertionError("a reader heard other words")
        if len(each.deltas) != deltas:
            raise AssertionError(f"{len(each.deltas)} pieces in the place of {deltas}")


def compare_rates(bench: Bench, rounds: int, deltas: int, times: int) -> float:
    """Pieces per second of the chat beside those of boto3 alone."""
    rates = []
    for _ in range(rounds):
        raw, ours = bench.ways(times)
        rates.append((bench.rate(raw, deltas, times), bench.rate(ours, deltas, times)))
    ratio = median(ours / raw for raw, ours in rates)
    raw_rate, our_rate = (median(column) for column in zip(*rates, strict=True))
    print(f"{times:>2} at once, {deltas} pieces   raw {raw_rate:7.0f} /s   chat {our_rate:7.0f} /s   {ratio:.3f} x raw")
    return round(ratio, 3)


def compare_delays(bench: Bench) -> dict[str, float]:
    """What the chat adds to boto3's median delay, at the median and at the 99th of a hundred."""
    middle, tail = [], []
    for _ in range(PACED_ROUNDS):
        raw, ours = (bench.delays(way) for way in bench.ways(1))
        middle.append(median(ours) - median(raw))
        tail.append(quantiles(ours, n=100)[98] - median(raw))
    p50, p99 = median(middle), median(tail)
    print(f"a piece every {PACE_SECONDS * 1000:.0f} ms   added p50 {p50:.2f} ms   p99 {p99:.2f} ms")
    return {"added_delay_p50_ms": round(p50, 3), "added_delay_p99_ms": round(p99, 3)}


def first_event(bench: Bench) -> dict[str, float]:
    """Milliseconds from a request to its first event, while the model is silent."""
    times = []
    for _ in range(FIRST_EVENTS):
        _raw, ours = bench.ways(1)
        bench.emulator.order("stall", at="start", seconds=SILENCE_SECONDS, text=SENTENCE)
        times.append(ours()[0].started_after * 1000)
    print(f"first event   median {median(times):.1f} ms   slowest {max(times):.1f} ms")
    if max(times) > SILENCE_SECONDS * 1000:
        raise AssertionError("the first event waited for the model")
    return {"first_event_ms": round(median(times), 2)}


def main() -> None:
    """Prints the table and, last, the JSON."""
    database = best_database()
    with running_stack(database) as environment:
        print(f"conversations in {database}")
        bench = Bench(
            Emulator(environment["BEDROCK_CONTROL_URL"]),
            RawModel(environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]),
            Chat(environment),
        )
        for way in bench.ways(CROWD):  # connections, keys, compiled code of the database
            bench.rate(way, CROWD_DELTAS, CROWD)
        figures = {
            "single_stream_ratio": compare_rates(bench, ROUNDS, DELTAS, 1),
            "twenty_stream_ratio": compare_rates(bench, CROWD_ROUNDS, CROWD_DELTAS, CROWD),
            **compare_delays(bench),
            **first_event(bench),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
