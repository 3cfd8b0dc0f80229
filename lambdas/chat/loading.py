"""What a process loads only once it serves, while its first request is on its way.

The cryptography of tokens, and the turns with the grammar that they read and check words by, are as much again as what a
start needs of ours. A request that comes before they are loaded waits for them in its own thread.
"""

from importlib import import_module

LATER = ("jwt", "lambdas.chat.turn")
"""In the order of their use."""


def load_the_rest() -> None:
    """Loads what is not there yet."""
    for module in LATER:
        import_module(module)
