"""What a role may do though no function was seen to do it, each with its reason. At most three."""

UNUSED: dict[str, dict[tuple[str, str, str], str]] = {}
"""By the role: the action, the end of the resource, and the pattern of its keys."""
