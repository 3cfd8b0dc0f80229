"""An OIDC issuer in memory: its keys, and tokens good and bad."""

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://issuer.test"
AUDIENCE = "megaticket-web"


@cache
def private_key(name: str) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def jwk(name: str) -> dict[str, Any]:
    public = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {**public, "kid": name, "alg": "RS256", "use": "sig"}


def claims(**changes: Any) -> dict[str, Any]:
    """Good claims with some changed; None leaves one out."""
    now = int(time.time())
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "iat": now, "exp": now + 600}
    return {name: value for name, value in (good | changes).items() if value is not None}


def token(key: str = "k1", kid: str | None = None, **changes: Any) -> str:
    """A token signed with the key of a name, which its header names unless `kid` says otherwise."""
    return jwt.encode(claims(**changes), private_key(key), "RS256", headers={"kid": kid or key})


class Issuer:
    """The issuer's two documents. `fault` is raised in their place; `fetched` counts readings of the keys, `asked`
    every request for a document, answered or not.
    """

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys or ("k1",))
        self.fault: Exception | None = None
        self.key_set: Any = None
        self.fetched = 0
        self.asked = 0

    def fetch(self, url: str) -> Any:
        self.asked += 1
        if self.fault:
            raise self.fault
        if url.endswith("/.well-known/openid-configuration"):
            return {"jwks_uri": f"{ISSUER}/keys"}
        self.fetched += 1
        return self.key_set if self.key_set is not None else {"keys": [jwk(name) for name in self.keys]}
