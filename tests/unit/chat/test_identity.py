"""Only a token that one of our issuers signed for us, and that still holds, names a person."""

import base64
import json
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from http.client import IncompleteRead
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from megaticket.identity import (
    FETCH_TIMEOUT_SECONDS,
    KEYS_TTL_SECONDS,
    MISS_INTERVAL_SECONDS,
    RETRY_INTERVAL_SECONDS,
    IssuerKeys,
    IssuerUnavailableError,
    TokenVerifier,
    UnauthenticatedError,
)
from tests.unit.chat.tokens import AUDIENCE, ISSUER, Issuer, claims, private_key, token

DEADLINE_SECONDS = 10


class Ticker:
    """A monotonic clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("k1")


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def verifier(issuer: Issuer, ticker: Ticker) -> TokenVerifier:
    return TokenVerifier([ISSUER], AUDIENCE, lambda url: IssuerKeys(url, issuer.fetch, ticker))


def unsigned(header: dict[str, Any], payload: str, signature: str = "") -> str:
    parts = (json.dumps(header), payload)
    return ".".join([*(base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts), signature])


def hs256_with_the_public_key() -> str:
    """The classic confusion: an HMAC whose secret is the issuer's public key. PyJWT refuses to make one, so by hand."""
    secret = private_key("k1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signing_input = unsigned({"alg": "HS256", "kid": "k1"}, json.dumps(claims())).rstrip(".")
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(signing_input.encode(), secret)
    return f"{signing_input}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_good_token_names_its_person(verifier: TokenVerifier, scheme: str) -> None:
    assert verifier.user_id(f"{scheme} {token(sub='alice')}") == "alice"


def test_an_issuer_with_a_trailing_slash_is_the_same_issuer(verifier: TokenVerifier) -> None:
    assert verifier.user_id(f"Bearer {token(iss=ISSUER + '/')}") == "alice"


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(lambda: token("forger", kid="k1"), id="forged signature"),
        pytest.param(lambda: token(aud="another-app"), id="another audience"),
        pytest.param(lambda: token(aud=None), id="no audience"),
        pytest.param(lambda: token(iss="https://evil.test"), id="another issuer"),
        pytest.param(lambda: token(iss=None), id="no issuer"),
        pytest.param(lambda: token(exp=claims()["iat"] - 60), id="expired"),
        pytest.param(lambda: token(exp=None), id="no expiry"),
        pytest.param(lambda: token(sub=None), id="no subject"),
        pytest.param(lambda: token(sub=""), id="empty subject"),
        pytest.param(lambda: token(nbf=claims()["iat"] + 600), id="not yet valid"),
        pytest.param(lambda: unsigned({"alg": "none", "kid": "k1"}, json.dumps(claims())), id="alg none"),
        pytest.param(hs256_with_the_public_key, id="HS256 with the public key"),
        pytest.param(lambda: token(kid="unknown"), id="unknown key"),
        pytest.param(lambda: unsigned({"alg": "RS256"}, json.dumps(claims()), "AAAA"), id="no key id"),
        pytest.param(lambda: unsigned({"alg": "RS256", "kid": "k1"}, "[1]", "AAAA"), id="payload is a list"),
        pytest.param(lambda: unsigned({"alg": "RS256", "kid": "k1"}, "[" * 5000, "AAAA"), id="deep nesting"),
        pytest.param(lambda: token() + "x" * 9000, id="far too long"),
        pytest.param(lambda: "no.token.atall", id="junk"),
        pytest.param(lambda: "", id="nothing after the scheme"),
    ],
)
def test_any_other_token_is_refused(verifier: TokenVerifier, bad: Any) -> None:
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(f"Bearer {bad()}")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic YTpi", "Bearer a b", "bearer\t", "토큰 주세요"])
def test_a_header_without_a_bearer_token_is_refused(verifier: TokenVerifier, header: str | None) -> None:
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(header)


def test_a_subject_that_is_no_text_is_refused(verifier: TokenVerifier) -> None:
    payload = jwt.api_jws.encode(json.dumps(claims(sub=7)).encode(), private_key("k1"), "RS256", headers={"kid": "k1"})
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(f"Bearer {payload}")


def test_unknown_keys_reload_at_most_every_ten_seconds(verifier: TokenVerifier, issuer: Issuer, ticker: Ticker) -> None:
    for _ in range(5):
        with pytest.raises(UnauthenticatedError):
            verifier.user_id(f"Bearer {token('forger')}")
    assert issuer.fetched == 1
    ticker.now += MISS_INTERVAL_SECONDS
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(f"Bearer {token('forger')}")
    assert issuer.fetched == 2


def test_rotated_keys_are_found(verifier: TokenVerifier, issuer: Issuer, ticker: Ticker) -> None:
    assert verifier.user_id(f"Bearer {token('k1')}") == "alice"
    issuer.keys = ["k2"]
    ticker.now += MISS_INTERVAL_SECONDS
    assert verifier.user_id(f"Bearer {token('k2')}") == "alice"
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(f"Bearer {token('k1')}")


def test_known_keys_are_read_hourly(verifier: TokenVerifier, issuer: Issuer, ticker: Ticker) -> None:
    for _ in range(3):
        verifier.user_id(f"Bearer {token()}")
        ticker.now += KEYS_TTL_SECONDS - 1
    assert issuer.fetched == 2


@pytest.mark.parametrize("fault", [OSError("down"), ValueError("no JSON"), IncompleteRead(b"{")])
def test_the_last_good_keys_are_kept(verifier: TokenVerifier, issuer: Issuer, ticker: Ticker, fault: Exception) -> None:
    verifier.user_id(f"Bearer {token()}")
    issuer.fault = fault
    ticker.now += KEYS_TTL_SECONDS * 2
    assert verifier.user_id(f"Bearer {token()}") == "alice"


@pytest.mark.parametrize("key_set", [{}, {"keys": []}, {"keys": "none"}, [], "junk", {"keys": [{"kty": "odd"}]}])
def test_documents_that_hold_no_keys_are_no_keys(
    verifier: TokenVerifier, issuer: Issuer, ticker: Ticker, key_set: object
) -> None:
    verifier.user_id(f"Bearer {token()}")
    issuer.key_set = key_set
    ticker.now += KEYS_TTL_SECONDS
    assert verifier.user_id(f"Bearer {token()}") == "alice"


def test_without_any_keys_the_issuer_is_unavailable_until_it_is_back(
    verifier: TokenVerifier, issuer: Issuer, ticker: Ticker
) -> None:
    issuer.fault = OSError("down")
    for _ in range(3):
        with pytest.raises(IssuerUnavailableError):
            verifier.user_id(f"Bearer {token()}")
    assert issuer.asked == 1, "requests that wait do not queue up behind a dead issuer"
    issuer.fault = None
    ticker.now += RETRY_INTERVAL_SECONDS
    assert verifier.user_id(f"Bearer {token()}") == "alice"


def test_a_try_that_took_long_is_not_repeated_at_once(issuer: Issuer, ticker: Ticker) -> None:
    def fetch(url: str) -> Any:
        ticker.now += FETCH_TIMEOUT_SECONDS
        return issuer.fetch(url)

    issuer.fault = TimeoutError("down")
    verifier = TokenVerifier([ISSUER], AUDIENCE, lambda url: IssuerKeys(url, fetch, ticker))
    for _ in range(3):
        with pytest.raises(IssuerUnavailableError):
            verifier.user_id(f"Bearer {token()}")
    assert issuer.asked == 1


def test_first_requests_that_come_together_wait_for_the_keys(issuer: Issuer) -> None:
    asked, answered = threading.Event(), threading.Event()

    def fetch(url: str) -> Any:
        asked.set()
        answered.wait(DEADLINE_SECONDS)
        return issuer.fetch(url)

    verifier = TokenVerifier([ISSUER], AUDIENCE, lambda url: IssuerKeys(url, fetch))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(verifier.user_id, f"Bearer {token()}")
        assert asked.wait(DEADLINE_SECONDS)
        second = pool.submit(verifier.user_id, f"Bearer {token(sub='bora')}")
        wait([second], timeout=0.05)
        answered.set()
        assert (first.result(), second.result()) == ("alice", "bora")
    assert issuer.fetched == 1


def test_each_issuer_vouches_with_its_own_keys() -> None:
    issuers = {ISSUER: Issuer("k1"), "https://tokyo.test": Issuer("k2")}
    verifier = TokenVerifier(list(issuers), AUDIENCE, lambda url: IssuerKeys(url, issuers[url].fetch))
    assert verifier.user_id(f"Bearer {token('k1')}") == "alice"
    assert verifier.user_id(f"Bearer {token('k2', iss='https://tokyo.test', sub='bora')}") == "bora"
    with pytest.raises(UnauthenticatedError):
        verifier.user_id(f"Bearer {token('k1', iss='https://tokyo.test')}")
