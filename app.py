"""The CDK app: `cdk synth`, `cdk deploy --all`."""

import sys
from pathlib import Path

# The command line sets no path, and the chat's own settings, which are asked first, need the domain.
sys.path.insert(0, str(Path(__file__).parent / "layers/shared/python"))

from operations.start_check import check
from stacks.assembly import build_app
from stacks.settings import SettingsError

try:
    build_app(check=check).synth()
except SettingsError as error:
    sys.exit(f"{error}")
