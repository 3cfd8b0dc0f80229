"""`make bench-cost`: what one booking of nine turns costs, beside the two prompts of the design document.

The booking is run once through the whole stack. The requests that the chat sent are then priced as they are (c), on the
cheaper model (d), and with the document's prompts in the place of ours: its single prompt (a) and its prompt per step (b),
uncached, since the switch that it sets does nothing on Converse. The last line is JSON.
"""

import json
from collections.abc import Mapping, Sequence
from statistics import mean

from benchmarks.bills import AVERAGE_TOKENS, MILLION, MONOLITH_TOKENS, STEP_TOKENS, Bill, documents, ours, output_of
from benchmarks.one_booking import ModelCall, booking_calls
from lambdas.chat.bedrock.registry import Model, load_registry
from lambdas.chat.bedrock.request import build_request, estimate_tokens
from lambdas.chat.conversation.steps import Step
from lambdas.chat.prompts.composer import base_prompt, step_prompt

DOCUMENT_MONTHS = {100: (450, 90), 500: (2_250, 450), 1_000: (4_500, 900)}
"""The document's US dollars a month by bookings a day: single prompt, prompt per step."""

DAYS = 30
HOUR_FACTOR = 2.00 / 1.25
"""Storing a prefix for an hour costs so many times what five minutes cost, on Claude."""


def assumptions(calls: Sequence[ModelCall]) -> None:
    """What is the same in all four."""
    turns = calls[-1].turn
    print(f"One booking: {turns} turns, {len(calls)} model calls, each turn within five minutes of the one before.")
    print("The same in a to d: what the person says, the history, every tool result, the number of calls, the answers")
    print(f"({output_of(calls)} tokens, as the local model words them; a real model words them otherwise).")
    print(
        "In a and b the prompt has the tokens that the document gives; tool definitions and context are not counted there,"
    )
    print("which favours them. Tokens: one a character beyond ASCII, one for four ASCII characters (docs/prompts.md).")
    print(
        "The document's own cost of a booking counts its prompt nine times, and neither history nor tool results nor answers."
    )


def tokens_table(calls: Sequence[ModelCall], model: Model) -> None:
    """Prompt tokens per step, and what they are paid as, beside the document's."""
    request = build_request(model, calls[0].prompt)
    tools = sum(estimate_tokens(json.dumps(tool, ensure_ascii=False)) for tool in request["toolConfig"]["tools"])
    base = estimate_tokens(base_prompt())
    prices = model.prices_per_million_usd
    print(f"\nPrompt tokens by step. Tools {tools} + base {base} = {tools + base}, read from the cache in every step:")
    print(f"{'step':<20} {'module':>7} {'+ context':>10} {'paid as':>8}   document")
    for step in Step:
        moments = [moment_tokens(call) for call in calls if call.step == step]
        moment = round(mean(moments)) if moments else None
        paid = round((tools + base) * prices.cache_read / prices.input + moment) if moment else None
        shown = (step.value, estimate_tokens(step_prompt(step)), moment or "-", paid or "-", STEP_TOKENS.get(step, "-"))
        print("{:<20} {:>7} {:>10} {:>8}   {:>8}".format(*shown))
    every = round((tools + base) * prices.cache_read / prices.input + mean(map(moment_tokens, calls)))
    print(
        f"{'average of a call':<20} {'':>7} {round(mean(map(moment_tokens, calls))):>10} {every:>8}   {AVERAGE_TOKENS:>8}"
    )


def moment_tokens(call: ModelCall) -> int:
    """Tokens of a call's context and step: what is never cached."""
    return estimate_tokens(call.prompt.current[0]["content"][0]["text"])


def bills_table(bills: Mapping[str, Bill]) -> None:
    """What each costs, and why."""
    print(f"\n{'one booking':<44} {'in full':>8} {'written':>8} {'read':>8} {'answers':>8} {'USD':>9}")
    for name, each in bills.items():
        print(f"{name:<44} {each.uncached:>8} {each.written:>8} {each.read:>8} {each.output:>8} {each.usd:>9.5f}")


def months_table(bills: Mapping[str, Bill]) -> None:
    """US dollars a month, if every booking of it were alike."""
    print(f"\nUSD a month of {DAYS} days".ljust(43) + "".join(f"{day:>10,} a day" for day in DOCUMENT_MONTHS))
    for name, each in bills.items():
        print(f"{name:<42}" + "".join(f"{each.usd * day * DAYS:>16,.2f}" for day in DOCUMENT_MONTHS))
    for position, name in enumerate(("the document, single", "the document, per step")):
        print(f"{name:<42}" + "".join(f"{month[position]:>16,.2f}" for month in DOCUMENT_MONTHS.values()))


def hour_line(calls: Sequence[ModelCall], model: Model) -> None:
    """What keeping the base for an hour in the place of five minutes would cost and save."""
    base = ours(calls, model, busy=False).written - ours(calls, model, busy=True).written
    prices = model.prices_per_million_usd
    more = base * prices.cache_write * (HOUR_FACTOR - 1) / MILLION
    saved = base * (prices.cache_write - prices.cache_read) / MILLION
    print(
        f"\nThe base kept for an hour (2.00 USD a million): {more:.5f} USD more for the booking that stores it, {saved:.5f} less"
        " for each that comes 5 to 60 minutes after the last: it pays from the first such booking on."
    )


def main() -> None:
    """Prints the tables and, last, the JSON."""
    models = load_registry().models
    primary, cheaper = models["claude-haiku-4-5"], models["claude-haiku-5-5"]
    calls = booking_calls(primary)
    assumptions(calls)
    tokens_table(calls, primary)
    single = documents(calls, primary, {}, MONOLITH_TOKENS)
    per_step = documents(calls, primary, STEP_TOKENS, AVERAGE_TOKENS)
    document = {"a single prompt": single, "b prompt per step": per_step}
    quiet = {"c ours": ours(calls, primary, busy=False), "d ours, Haiku 5.5": ours(calls, cheaper, busy=False)}
    busy = {"c ours": ours(calls, primary, busy=True), "d ours, Haiku 5.5": ours(calls, cheaper, busy=True)}
    bills = document | _named(quiet, "first of a quiet hour") | _named(busy, "busy hour")
    bills_table(bills)
    hour_line(calls, primary)
    months_table(bills)
    print(json.dumps(figures(document | quiet, document | busy)))


def _named(bills: Mapping[str, Bill], hour: str) -> dict[str, Bill]:
    return {f"{name}, {hour}": each for name, each in bills.items()}


def figures(quiet: Mapping[str, Bill], busy: Mapping[str, Bill]) -> dict[str, object]:
    """The last line: US dollars of a booking in a busy hour and in a quiet one, and c beside b and a in a busy hour."""
    usd, cold = ({name[0]: round(each.usd, 6) for name, each in bills.items()} for bills in (busy, quiet))
    return {
        "usd_per_booking": usd,
        "usd_per_booking_quiet_hour": cold,
        "busy_vs_modular": round(usd["c"] / usd["b"], 3),
        "busy_vs_monolith": round(usd["c"] / usd["a"], 3),
        "quiet_vs_modular": round(cold["c"] / cold["b"], 3),
    }


if __name__ == "__main__":
    main()
