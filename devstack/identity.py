"""`python -m devstack.identity`: an OIDC issuer that signs a token for whoever asks. Its key lives as long as it."""

import json
import os
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from devstack.product import AUDIENCE
from devstack.settings import Settings
from devstack.web import health, serve

TOKEN_SECONDS = 3600
LONGEST_SUBJECT = 128


class Issuer:
    """Signs RS256 tokens under one RSA key of 2048 bits."""

    def __init__(self, url: str, audience: str) -> None:
        self._url = url
        self._audience = audience
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._key_id = uuid.uuid4().hex

    def app(self) -> Starlette:
        """The ASGI app, open to a page of any origin."""
        return Starlette(
            routes=[
                Route("/health", health),
                Route("/.well-known/openid-configuration", self._configuration),
                Route("/.well-known/jwks.json", self._keys),
                Route("/token", self._token, methods=["POST"]),
            ],
            middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])],
        )

    async def _configuration(self, _: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self._url,
                "jwks_uri": f"{self._url}/.well-known/jwks.json",
                "token_endpoint": f"{self._url}/token",
                "response_types_supported": ["token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _keys(self, _: Request) -> JSONResponse:
        key = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**key, "kid": self._key_id, "alg": "RS256", "use": "sig"}]})

    async def _token(self, request: Request) -> JSONResponse:
        try:
            subject = _subject(await request.body())
        except ValueError as error:
            return JSONResponse({"error": "invalid_request", "error_description": str(error)}, status_code=400)
        return JSONResponse(
            {"access_token": self._sign(subject), "token_type": "Bearer", "expires_in": TOKEN_SECONDS},
            headers={"Cache-Control": "no-store"},
        )

    def _sign(self, subject: str) -> str:
        now = int(time.time())
        claims = {"iss": self._url, "aud": self._audience, "sub": subject, "iat": now, "exp": now + TOKEN_SECONDS}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id})


def _subject(body: bytes) -> str:
    """The `sub` of {"sub": "alice"}. Raises ValueError with the reason."""
    try:
        data: Any = json.loads(body)
    except ValueError:
        raise ValueError("the body is no JSON") from None
    subject = data.get("sub") if isinstance(data, dict) else None
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise ValueError(f"sub must be a text of 1 to {LONGEST_SUBJECT} characters")
    return subject


def main() -> None:
    """Serves until SIGTERM."""
    settings = Settings.from_environ(os.environ)
    serve(Issuer(settings.url_of("identity"), AUDIENCE).app(), settings.port_of("identity"))


if __name__ == "__main__":
    main()
