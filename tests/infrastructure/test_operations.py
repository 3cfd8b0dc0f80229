"""What runs around a deployment: its checks, its order, and the page's configuration."""

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from operations.deploy import command, steps, surroundings
from operations.page_config import page_config
from operations.preflight import Found, look_at, problems
from tests.infrastructure.assembly import Assembly, settings

OWN: dict[str, Any] = {
    "pageOrigins": ["https://megaticket.kr"],
    "oidcIssuers": ["https://login.megaticket.kr"],
    "paymentProviderUrl": "https://api.provider.kr",
    "alarmAddress": "operators@megaticket.kr",
}
FINE = Found(reservable=900, has_web_adapter=True)
OUTPUTS = {
    f"MegaTicket-{name}-{stack}": {key: f"https://{stack}.{name}.on.aws/".lower()}
    for name in ("Seoul", "Tokyo")
    for stack, key in (("Chat", "ChatUrl"), ("Booking", "ReservationsUrl"))
}


class FakeLambda:
    """A region's Lambda: what may be reserved, what functions have reserved, which layers exist."""

    class exceptions:  # noqa: N801 - boto3's own name
        class ResourceNotFoundException(Exception):  # noqa: N818
            """No such function."""

    def __init__(self, unreserved: int, reserved: dict[str, int], layers: tuple[str, ...]) -> None:
        self._unreserved, self._reserved_by, self._layers = unreserved, reserved, layers

    def get_account_settings(self) -> dict[str, Any]:
        return {"AccountLimit": {"UnreservedConcurrentExecutions": self._unreserved}}

    def get_function_concurrency(self, FunctionName: str) -> dict[str, int]:  # noqa: N803
        if FunctionName not in self._reserved_by:
            raise self.exceptions.ResourceNotFoundException
        return {"ReservedConcurrentExecutions": self._reserved_by[FunctionName]}

    def get_layer_version_by_arn(self, Arn: str) -> None:  # noqa: N803
        if Arn not in self._layers:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetLayerVersionByArn")


def test_a_deployment_that_can_be_made_has_no_problem() -> None:
    assert problems(settings(**OWN, reservedConcurrency={"chat": 900}), {"Seoul": FINE}) == []


def test_what_was_shipped_as_a_placeholder_stops_it() -> None:
    found = problems(settings(**(OWN | {"oidcIssuers": ["https://login.tickets.example"]})), {})
    assert found == ["cdk.json: oidcIssuers still stands as it was shipped"]


def test_a_reservation_beyond_the_quota_stops_it() -> None:
    asked = settings(**OWN, reservedConcurrency={"chat": 600, "hold-seats": 301})
    assert problems(asked, {"Seoul": FINE, "Tokyo": Found(2000, has_web_adapter=True)}) == [
        "Seoul: reservedConcurrency asks for 901, and 900 can be reserved"
    ]


def test_a_missing_layer_stops_it() -> None:
    assert problems(settings(**OWN), {"Tokyo": Found(900, has_web_adapter=False)}) == [
        "Tokyo: version 30 of the Lambda Web Adapter's layer is not there"
    ]


def test_what_is_ours_already_can_be_reserved_again_and_a_hundred_stay_for_others() -> None:
    layer = "arn:aws:lambda:ap-northeast-1:753240598075:layer:LambdaAdapterLayerArm64:30"
    asked = settings(**OWN, reservedConcurrency={"chat": 500, "hold-seats": 10})
    client: Any = FakeLambda(500, {"megaticket-chat": 400}, (layer,))
    assert look_at(asked, "ap-northeast-1", client) == Found(reservable=800, has_web_adapter=True)
    without: Any = FakeLambda(500, {}, ())
    assert look_at(asked, "ap-northeast-1", without) == Found(reservable=400, has_web_adapter=False)


def test_tables_first_then_who_stands_by_then_who_writes() -> None:
    assert list(steps(settings(), [])) == [
        ("MegaTicket-Data", "ap-northeast-2"),
        ("MegaTicket-Tokyo-*", "ap-northeast-1"),
        ("MegaTicket-Seoul-*", "ap-northeast-2"),
    ]


def test_after_the_roles_have_changed_seoul_goes_before_tokyo() -> None:
    regions = {
        "Seoul": {"awsRegion": "ap-northeast-2", "role": "dr"},
        "Tokyo": {"awsRegion": "ap-northeast-1", "role": "main"},
    }
    stacks = [pattern for pattern, _ in steps(settings(regions=regions), [])]
    assert stacks == ["MegaTicket-Data", "MegaTicket-Seoul-*", "MegaTicket-Tokyo-*"]


def test_tokyo_alone_brings_nothing_of_seoul_along() -> None:
    assert list(steps(settings(), ["Tokyo"])) == [("MegaTicket-Tokyo-*", "ap-northeast-1")]


def test_a_step_asks_no_region_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "ap-northeast-2")
    monkeypatch.setenv("AWS_PROFILE", "operator")
    around = surroundings("ap-northeast-1")
    assert (around["AWS_REGION"], around["AWS_DEFAULT_REGION"]) == ("ap-northeast-1", "ap-northeast-1")
    assert around["AWS_PROFILE"] == "operator"


def test_an_unknown_region_ends_the_command() -> None:
    with pytest.raises(SystemExit, match="Osaka is none of Seoul, Tokyo"):
        list(steps(settings(), ["Osaka"]))


def test_each_step_keeps_its_addresses() -> None:
    assert command("MegaTicket-Tokyo-*", Path("kept"))[-3:] == [
        "MegaTicket-Tokyo-*",
        "--outputs-file",
        "kept/MegaTicket-Tokyo.json",
    ]


def test_the_pages_configuration_is_made_of_outputs_and_settings() -> None:
    assert page_config(settings(), OUTPUTS) == {
        "activeRegion": "ap-northeast-2",
        "regions": {
            "ap-northeast-2": {
                "chatUrl": "https://chat.seoul.on.aws",
                "reservationsUrl": "https://booking.seoul.on.aws",
            },
            "ap-northeast-1": {
                "chatUrl": "https://chat.tokyo.on.aws",
                "reservationsUrl": "https://booking.tokyo.on.aws",
            },
        },
        "identity": {
            "issuer": "https://login.tickets.example",
            "clientId": "megaticket-web",
            "audience": "megaticket-web",
        },
    }


def test_failover_switches_the_active_region_also_where_seoul_has_no_outputs() -> None:
    tokyo = {stack: outputs for stack, outputs in OUTPUTS.items() if "Tokyo" in stack}
    config = page_config(settings(), tokyo, "ap-northeast-1")
    assert (config["activeRegion"], list(config["regions"])) == ("ap-northeast-1", ["ap-northeast-1"])
    with pytest.raises(LookupError, match="ap-northeast-2"):
        page_config(settings(), tokyo)


def test_failover_signs_people_in_where_somebody_is_left_to_do_it() -> None:
    seouls, tokyos = "https://seoul.megaticket.kr", "https://tokyo.megaticket.kr"
    both = settings(oidcIssuers=[seouls, tokyos])
    assert page_config(both, OUTPUTS)["identity"]["issuer"] == seouls
    config = page_config(both, OUTPUTS, "Tokyo", tokyos)
    assert (config["activeRegion"], config["identity"]["issuer"]) == ("ap-northeast-1", tokyos)
    with pytest.raises(LookupError, match="none of oidcIssuers"):
        page_config(both, OUTPUTS, "Tokyo", "https://stranger.example")


def test_the_stacks_have_the_outputs_that_the_configuration_is_made_of(assembly: Assembly) -> None:
    for stack, outputs in OUTPUTS.items():
        assert set(outputs) <= set(assembly[stack.removeprefix("MegaTicket-")].outputs)


def test_names_of_the_steps_are_names_of_stacks(assembly: Assembly) -> None:
    stacks = {f"MegaTicket-{name}" for name in assembly.stacks()}
    for pattern, _ in steps(settings(), []):
        assert [stack for stack in stacks if stack.startswith(pattern.removesuffix("*"))]
