"""A payment provider in the shape of Korea's common two-step ones: its page opens a payment, the shop confirms it.

`payments` is what it knows, `service` speaks its HTTP, `faults` makes it misbehave as a test or a person orders through `control`:

    curl -d '{"call":"confirm","kind":"lost_answer"}' $PROVIDER_URL/control/faults
"""
