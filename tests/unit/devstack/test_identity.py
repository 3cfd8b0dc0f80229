"""The issuer, judged as a resource server judges it: by its discovery, its keys and its tokens."""

import time
from typing import Any

import jwt
import pytest
from starlette.applications import Starlette

from devstack.identity import Issuer
from tests.unit.devstack.asking import ask

URL = "http://127.0.0.1:1234"


@pytest.fixture(scope="module")
def issuer() -> Starlette:
    return Issuer(URL, "tickets").app()


def verified(issuer: Starlette, token: str) -> dict[str, Any]:
    discovery = ask(issuer, "GET", "/.well-known/openid-configuration").json()
    assert discovery["issuer"] == URL
    keys = jwt.PyJWKSet.from_dict(ask(issuer, "GET", discovery["jwks_uri"]).json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, key, algorithms=["RS256"], audience="tickets", issuer=URL)


def test_a_token_is_verified_by_the_published_key(issuer: Starlette) -> None:
    answer = ask(issuer, "POST", "/token", json={"sub": "alice"}).json()
    claims = verified(issuer, answer["access_token"])
    assert claims["sub"] == "alice"
    assert claims["exp"] - claims["iat"] == answer["expires_in"] == 3600
    assert abs(claims["iat"] - time.time()) < 60
    assert answer["token_type"] == "Bearer"


def test_another_issuers_token_is_not(issuer: Starlette) -> None:
    stranger = Issuer(URL, "tickets").app()
    token = ask(stranger, "POST", "/token", json={"sub": "alice"}).json()["access_token"]
    with pytest.raises(KeyError):
        verified(issuer, token)


@pytest.mark.parametrize(
    "body", [b"", b"alice", b"[]", b"{}", b'{"sub": 1}', b'{"sub": " "}', b'{"sub": "%s"}' % (b"a" * 129), b"\xff"]
)
def test_bad_input_is_named(issuer: Starlette, body: bytes) -> None:
    answer = ask(issuer, "POST", "/token", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
    assert answer.json()["error_description"]


def test_a_page_of_any_origin_may_ask(issuer: Starlette) -> None:
    headers = {"Origin": "http://localhost:5173"}
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert ask(issuer, "OPTIONS", "/token", headers=headers | preflight).status_code == 200
    answer = ask(issuer, "POST", "/token", json={"sub": "alice"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
