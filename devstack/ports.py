"""Whether the stack's ports are free, seen before anything is started."""

import socket
from collections.abc import Iterable

from devstack.settings import HOST, PARTS


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: a closed connection is no owner
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def complaint(ports: Iterable[tuple[str, int]]) -> str | None:
    """The ports in use with the parts that want them, a line each, and then the remedy; None where all are free."""
    taken = [(part, port) for part, port in ports if not is_free(port)]
    if not taken:
        return None
    lines = [f"port {port} ({part}) is in use" for part, port in taken]
    last = len(PARTS) - 1
    remedy = (
        f"stop the other program or choose another base (PORT to PORT+{last} are needed): PORT={free_base()} make run"
    )
    return "\n".join([*lines, remedy])


def free_base() -> int:
    """A round number from which on every part finds its port free. Raises StopIteration where there is none."""
    return next(base for base in range(9000, 65000, 100) if all(is_free(base + n) for n in range(len(PARTS))))
