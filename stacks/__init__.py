"""The infrastructure of both regions. It reads data files of the functions and imports none of their code."""
