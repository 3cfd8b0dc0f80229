"""Proof that no seat is sold twice: contention, checkers of what happened, and negative controls of every condition."""
