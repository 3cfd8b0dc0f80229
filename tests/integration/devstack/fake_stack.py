"""A stack of fake parts under the real supervisor: `fake_stack.py LOGS PORT BEHAVIOUR…`, a port and a part each."""

import asyncio
import os
import sys
from pathlib import Path

from devstack.__main__ import until_signalled
from devstack.parts import Part
from devstack.supervisor import StackError, Supervisor

FAKE = Path(__file__).with_name("fake_part.py")


def fake(number: int, port: int, behaviour: str) -> Part:
    command = (sys.executable, str(FAKE), str(port), behaviour)
    return Part(f"part{number}", command, dict(os.environ), f"http://127.0.0.1:{port}", behaviour, timeout=2)


async def prepare(supervisor: Supervisor) -> None:
    await supervisor.up()
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main() -> None:
    logs, first_port = Path(sys.argv[1]), int(sys.argv[2])
    parts = [fake(n, first_port + n, behaviour) for n, behaviour in enumerate(sys.argv[3:])]
    try:
        asyncio.run(until_signalled(Supervisor(parts, logs).run(prepare)))
    except StackError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
