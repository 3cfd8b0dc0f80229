"""Clients of AWS's services.

They are made by botocore, which is all of boto3 that a client is: importing boto3 itself, with its transfers and resources,
would be a tenth of a cold start.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session


def client(service: str, region: str, config: Config) -> Any:
    """A client, of the type that boto3's stubs give it. Safe to share between threads."""
    return _session().create_client(service, region_name=region, config=config)


@cache
def _session() -> Session:
    """What the clients of a process share: credentials, descriptions of services, events."""
    return Session()
