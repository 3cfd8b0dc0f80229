"""Lambda on one machine: the Invoke API and function URLs in front, the Runtime API behind, a process per environment."""
