"""The synthesized templates: what they say, not how many resources they have."""
