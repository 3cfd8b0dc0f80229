"""`python -m tests.contention`: prints the negative controls with what found them."""

import sys

from tests.contention.noticing import table

sys.stdout.write(table() + "\n")
