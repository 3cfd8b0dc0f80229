"""Tokens that are forged, expired or meant for somebody else. The second chat trusts an issuer of the test as well."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.e2e.client import Person
from tests.e2e.processes import Stack, running_chat

KEY_ID = "test-key"


class Issuer:
    """An OIDC issuer that signs whatever the test wants."""

    def __init__(self, url: str, key: RSAPrivateKey, audience: str) -> None:
        self.url = url
        self._key = key
        self._claims = {"iss": url, "aud": audience, "sub": "issued-person", "exp": int(time.time()) + 600}

    def sign(self, **claims: Any) -> str:
        """A token with these claims in the place of the right ones; None leaves a claim out."""
        wanted = {name: value for name, value in (self._claims | claims).items() if value is not None}
        return jwt.encode(wanted, self._key, algorithm="RS256", headers={"kid": KEY_ID})


@pytest.fixture(scope="module")
def issuer(stack: Stack) -> Iterator[Issuer]:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    keys = {"keys": [RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": KEY_ID, "alg": "RS256"}]}

    class Documents(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            document = keys if self.path == "/keys" else {"issuer": url, "jwks_uri": f"{url}/keys"}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Documents) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Issuer(url, key, stack.env["OIDC_AUDIENCE"])
        server.shutdown()


@pytest.fixture(scope="module")
def trusting_chat(stack: Stack, issuer: Issuer) -> Iterator[str]:
    issuers = f"{stack.env['OIDC_ISSUERS']},{issuer.url}"
    with running_chat(stack.env, stack.directory / "logs/trusting-chat.log", OIDC_ISSUERS=issuers) as (url, _):
        yield url


def test_a_token_of_each_listed_issuer_is_taken(
    issuer: Issuer, trusting_chat: str, person: Person, http: httpx.Client
) -> None:
    assert ask(http, trusting_chat, issuer.sign()) == 404
    assert ask(http, trusting_chat, person.token) == 404


def test_a_token_of_an_issuer_that_is_not_listed_is_refused(issuer: Issuer, person: Person, http: httpx.Client) -> None:
    assert ask(http, person.chat_url, issuer.sign()) == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"aud": "another-application"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"iss": "http://127.0.0.1:1"},
        {"nbf": int(time.time()) + 600},
    ],
    ids=str,
)
def test_a_token_with_wrong_claims_is_refused(
    claims: dict[str, Any], issuer: Issuer, trusting_chat: str, http: httpx.Client
) -> None:
    assert ask(http, trusting_chat, issuer.sign(**claims)) == 401


def test_a_forged_token_is_refused(issuer: Issuer, trusting_chat: str, http: httpx.Client) -> None:
    claims = jwt.decode(issuer.sign(), options={"verify_signature": False})
    other_key = generate_private_key(public_exponent=65537, key_size=2048)
    forged = [
        jwt.encode(claims, other_key, algorithm="RS256", headers={"kid": KEY_ID}),
        jwt.encode(claims, other_key, algorithm="RS256", headers={"kid": "another-key"}),
        jwt.encode(claims, "", algorithm="none", headers={"kid": KEY_ID}),
        jwt.encode(claims, "a secret that is as long as it has to be", algorithm="HS256", headers={"kid": KEY_ID}),
        issuer.sign()[:-8] + "AAAAAAAA",
    ]
    assert [ask(http, trusting_chat, token) for token in forged] == [401] * len(forged)


def ask(http: httpx.Client, chat_url: str, token: str) -> int:
    """The status of a cheap question: 404 for a person without a conversation, whom the chat believes."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = http.get(f"{chat_url}/conversations", params={"latest": "1"}, headers=headers)
    assert "Traceback" not in answer.text
    return answer.status_code
