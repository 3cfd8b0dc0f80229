"""The environment of the reservations function and of the settlement."""

from typing import Annotated

from pydantic import Field

from megaticket.settings import IdentitySettings


class ReservationsSettings(IdentitySettings):
    """Read once per process. The provider's key is read from Secrets Manager by its name, never from the environment."""

    payment_provider_url: Annotated[str, Field(pattern=r"^https?://")]
    payment_provider_secret_name: Annotated[str, Field(min_length=1)]
