"""`make bench-coldstart`: from the start of a process to ready, beside the third-party packages alone in one script.

The packages are made for this machine and unpacked as on Lambda; every process runs under the functions' Python, over the
same layer. The chat is ready when `run.sh` answers the adapter's readiness check, and so is its baseline; hold-seats when
it has answered its first event, a refused one: its client is made by then, and so is its baseline's. What the bare
interpreter takes is subtracted. Kinds of start are interleaved and compared round by round, since the machine is shared. The
last line is JSON.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.starts import Start
from benchmarks.unpacked import HERE, Unpacked, template_variables, unpack, with_stale_bytecode

ROUNDS = 15
FIRST_EVENT = "from lambdas.hold_seats.start import handler; print(handler({}, None), flush=True)"
RATIOS = {
    "chat_ratio": ("chat", "chat baseline"),
    "hold_seats_ratio": ("hold-seats", "hold-seats baseline"),
    "stale_pyc_ratio": ("chat, stale .pyc", "chat"),
}
BARE = "bare interpreter"


def starts(fresh: Unpacked, stale: Unpacked) -> Mapping[str, Start]:
    """Every kind of start by its name."""
    variables = template_variables()

    def ours(place: Unpacked, function: str, *command: str, serves: bool = False) -> Start:
        task = place.task(function)
        return Start(command, {**place.variables(task), **variables[function]}, task, serves)

    def baseline(function: str, *, serves: bool = False) -> Start:
        script = HERE / f"baselines/{function}.py"
        return Start([fresh.python, str(script)], fresh.variables(), fresh.root, serves)

    return {
        BARE: Start([fresh.python, "-c", "print(flush=True)"], fresh.variables(), fresh.root),
        "chat baseline": baseline("chat", serves=True),
        "chat": ours(fresh, "chat", "./run.sh", serves=True),
        "chat, stale .pyc": ours(stale, "chat", "./run.sh", serves=True),
        "hold-seats baseline": baseline("hold_seats"),
        "hold-seats": ours(fresh, "hold_seats", fresh.python, "-c", FIRST_EVENT),
    }


def ratios(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The last line: each pair's times of a round, net of the bare interpreter, beside each other; the median round."""

    def net(name: str, times: Mapping[str, float]) -> float:
        return times[name] - times[BARE]

    return {
        ratio: round(median(net(ours, times) / net(other, times) for times in rounds), 3)
        for ratio, (ours, other) in RATIOS.items()
    }


def main() -> None:
    """Prints the table and, last, the JSON."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = unpack(Path(folder) / "fresh")
        kinds = starts(fresh, with_stale_bytecode(fresh, Path(folder) / "stale"))
        # The first round finds no file in memory yet.
        _, *rounds = [{name: kind.measure() for name, kind in kinds.items()} for _ in range(ROUNDS + 1)]
    walls = [{name: cost.wall for name, cost in each.items()} for each in rounds]
    cpus = [{name: cost.cpu for name, cost in each.items()} for each in rounds]
    print(f"{'median of ' + str(ROUNDS) + ', ms':<22} {'to ready':>9} {'CPU':>6}")
    for name in kinds:
        print(f"{name:<22} {median(each[name] for each in walls):>9.0f} {median(each[name] for each in cpus):>6.0f}")
    print("by CPU " + json.dumps(ratios(cpus)))
    print(json.dumps(ratios(walls)))


if __name__ == "__main__":
    main()
