"""Who is speaking: the verified bearer token, and nothing else."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from megaticket.telemetry import logger

if TYPE_CHECKING:
    import jwt

ALGORITHMS = ("RS256", "ES256")
KEYS_TTL_SECONDS = 3600.0
MISS_INTERVAL_SECONDS = 10.0
"""An unknown key id reloads the keys at most this often: a forger must not make us hammer the issuer."""

RETRY_INTERVAL_SECONDS = 1.0
"""An issuer whose keys have never been read is asked again at most this often, so that waiting requests do not pile up."""

FETCH_TIMEOUT_SECONDS = 3.0
LEEWAY_SECONDS = 5
MAX_TOKEN_LENGTH = 8192

FetchJson = Callable[[str], Any]
UNREADABLE = (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError)
"""What reading an issuer's documents raises: no answer, half an answer, or JSON of another form."""


class UnauthenticatedError(Exception):
    """No token, or one that is forged, expired, or meant for somebody else."""


class IssuerUnavailableError(Exception):
    """The issuer's keys could not be read and none are kept."""


def fetch_json(url: str) -> Any:
    """GETs a JSON document. Raises OSError, HTTPException or ValueError."""
    with urllib.request.urlopen(url, timeout=FETCH_TIMEOUT_SECONDS) as answer:  # noqa: S310 (the issuer is a setting)
        return json.load(answer)


class IssuerKeys:
    """One issuer's signing keys by key id, reloaded hourly and on an unknown id; the last good ones are kept."""

    def __init__(self, issuer: str, fetch: FetchJson = fetch_json, now: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._now = now
        self._keys: dict[str, jwt.PyJWK] = {}
        self._tried_at: float | None = None
        self._lock = threading.Lock()

    def key(self, key_id: str) -> "jwt.PyJWK":
        """The key of an id. Raises UnauthenticatedError if there is none, IssuerUnavailableError if nothing is known."""
        # Whoever shows a known key does not wait for a reload that a forged one has caused; whoever shows an unknown one
        # waits for the reload that is under way: the first requests of a process come together.
        if key_id not in self._keys or self._is_due(key_id):
            with self._lock:
                if self._is_due(key_id):
                    self._reload()
        if not self._keys:
            raise IssuerUnavailableError(self._issuer)
        try:
            return self._keys[key_id]
        except KeyError:
            raise UnauthenticatedError("unknown key") from None

    def _is_due(self, key_id: str) -> bool:
        if self._tried_at is None:
            return True
        unknown = MISS_INTERVAL_SECONDS if self._keys else RETRY_INTERVAL_SECONDS
        return self._now() - self._tried_at >= (KEYS_TTL_SECONDS if key_id in self._keys else unknown)

    def _reload(self) -> None:
        import jwt  # noqa: PLC0415 (as below)

        self._tried_at = self._now()
        try:
            discovery = self._fetch(f"{self._issuer}/.well-known/openid-configuration")
            key_set = jwt.PyJWKSet.from_dict(self._fetch(discovery["jwks_uri"]))
        except (*UNREADABLE, jwt.PyJWTError) as error:
            logger.warning("issuer keys unread", extra={"issuer": self._issuer, "error": type(error).__name__})
            self._tried_at = self._now()  # those who have waited for this try do not start the next one
            return
        self._keys = {key.key_id: key for key in key_set.keys if key.key_id}


class TokenVerifier:
    """Verifies bearer tokens of the listed issuers for one audience. Safe to share between threads."""

    def __init__(self, issuers: Sequence[str], audience: str, keys: Callable[[str], IssuerKeys] = IssuerKeys) -> None:
        self._keys = {issuer: keys(issuer) for issuer in issuers}
        self._audience = audience

    def user_id(self, authorization: str | None) -> str:
        """The person of an Authorization header.

        Raises:
            UnauthenticatedError: the token is missing, forged, expired or for another audience.
            IssuerUnavailableError: the issuer cannot be asked and no key of it is known.
        """
        import jwt  # noqa: PLC0415 (its cryptography is a tenth of a cold start, and no start needs it)

        token = _bearer(authorization)
        try:
            issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
            keys = self._keys.get(issuer.rstrip("/")) if isinstance(issuer, str) else None
            if keys is None:
                raise UnauthenticatedError("unknown issuer")
            key = keys.key(str(jwt.get_unverified_header(token).get("kid")))
            claims = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "sub", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise UnauthenticatedError(type(error).__name__) from None
        if not claims["sub"]:
            raise UnauthenticatedError("empty subject")
        return str(claims["sub"])


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_LENGTH:
        raise UnauthenticatedError("no bearer token")
    return token.strip()
