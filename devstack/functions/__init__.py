"""Lambda on one machine: the Invoke API in front, the Runtime API behind, a process of its own per environment."""
