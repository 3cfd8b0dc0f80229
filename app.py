"""The CDK app: `cdk synth`, `cdk deploy --all`."""

import sys

from stacks.assembly import build_app
from stacks.settings import SettingsError

try:
    build_app().synth()
except SettingsError as error:
    sys.exit(f"{error}")
