"""The terminal client of a running `make run`. It knows the system only through HTTP."""
