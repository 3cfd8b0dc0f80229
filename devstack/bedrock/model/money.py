"""What a message says of money: what somebody wants to spend is passed on, not understood."""

import re

AMOUNT = r"\d[\d,]*\s*(?:만\s*(?:\d\s*천\s*)?원?|천\s*원|원)"
TOGETHER = r"(?:(?:합쳐|합해|(?:다|전부|모두)\s*(?:해|합쳐))서?|총)"
WITHIN = r"(?:이하|까지|이내|미만|안으로|안에서?|안쪽|내에서|내로|정도|대)"
BUDGET = re.compile(rf"{AMOUNT}\s*{WITHIN}|{TOGETHER}\s*{AMOUNT}|예산")
SAID = re.compile(rf"(?:{TOGETHER}\s*)?{AMOUNT}\s*(?:{WITHIN}|짜리)?(?:으?로|에서|에|이요|요)?")
"""Words about an amount, which are no part of a title."""
