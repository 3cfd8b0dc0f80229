"""The packaged functions, running over the devstack's stand-ins for AWS, the identity provider and the payment provider."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import pytest

from devstack.functions.spec import FunctionSpec
from devstack.product import CREDENTIALS
from devstack.settings import Settings
from tests.e2e.bedrock import Bedrock
from tests.e2e.catalogue import Catalogue
from tests.e2e.client import Person
from tests.e2e.processes import Stack, running_stack
from tests.e2e.tables import Tables
from tests.e2e.web import Page, Provider
from tests.infrastructure.adapter import packages
from tests.infrastructure.adapter.packages import Package
from tests.infrastructure.assembly import SEOUL
from tests.integration.devstack.helpers import dynamodb_client, eventually, free_base, is_healthy, python


@dataclass(frozen=True)
class Deployed:
    """The packaged functions' addresses by the names of a stack's, where each function lies and what it is told."""

    url_of: Callable[[str], str]
    roots: Mapping[str, Path]
    environments: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """Every function with its packages, for this machine."""
    return packages.synthesize_packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """What stands for AWS. Its own functions are there as well, and are not used."""
    with running_stack(tmp_path_factory.mktemp("devstack")) as running:
        yield running


@pytest.fixture(scope="session")
def deployed(
    packaged: dict[str, Package], stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployed]:
    """The packages, each where it would lie on Lambda, behind the Invoke API and two addresses."""
    folder = tmp_path_factory.mktemp("deployed")
    runtime = packages.install_runtime(folder / "runtime")
    settings = Settings.from_environ({"PORT": str(free_base())})
    here = {
        **CREDENTIALS,
        **{name: value for name, value in stack.env.items() if name.startswith("AWS_ENDPOINT_URL_")},
        "AWS_ENDPOINT_URL_LAMBDA": settings.url_of("lambda"),
        "OIDC_ISSUERS": stack.env["OIDC_ISSUERS"],
        "PAYMENT_PROVIDER_URL": stack.env["PROVIDER_URL"],
    }
    roots = {name: packages.lay_out(package, folder / name, runtime) for name, package in packaged.items()}
    packages.enter(next(iter(roots.values())))
    # The template's variables, and over them where the stand-ins are.
    environments = {
        name: {**package.environment, **packages.lambda_variables(SEOUL), **here} for name, package in packaged.items()
    }
    specs = [_spec(package, roots[name], environments[name]) for name, package in packaged.items()]
    (folder / "functions.json").write_text(json.dumps([asdict(spec) for spec in specs]), "utf-8")
    port = {"PORT": str(settings.port)}
    with python(
        "-m", "tests.infrastructure.adapter.serve", str(folder / "functions.json"), environment=port
    ) as serving:
        eventually(lambda: is_healthy(settings.url_of("lambda")), of=serving)
        yield Deployed(settings.url_of, roots, environments)
        serving.terminate()
        serving.communicate(timeout=30)


def _spec(package: Package, root: Path, environment: Mapping[str, str]) -> FunctionSpec:
    command = packages.command(root, str(packages.HERE / "init.sh"))
    return FunctionSpec(package.name, package.handler, package.timeout, environment, prewarmed=False, command=command)


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=70, trust_env=False) as client:
        yield client


@pytest.fixture
def person(deployed: Deployed, stack: Stack, http: httpx.Client) -> Person:
    """Somebody who is signed in."""
    token = http.post(stack.env["DEV_TOKEN_URL"], json={"sub": "packaged-person"}).json()["access_token"]
    return Person(http, deployed.url_of("chat"), "packaged-person", token)


@pytest.fixture
def page(person: Person, deployed: Deployed, http: httpx.Client) -> Page:
    return Page(http, deployed.url_of("reservations"), person)


@pytest.fixture
def provider(stack: Stack, http: httpx.Client) -> Provider:
    return Provider(http, stack.env["PROVIDER_URL"])


@pytest.fixture
def bedrock(stack: Stack, http: httpx.Client) -> Iterator[Bedrock]:
    """The models, without faults."""
    models = Bedrock(http, stack.env["BEDROCK_CONTROL_URL"])
    yield models
    models.collect()


@pytest.fixture(scope="session")
def tables(stack: Stack) -> Iterator[Tables]:
    with dynamodb_client(stack.env["AWS_ENDPOINT_URL_DYNAMODB"]) as client:
        yield Tables(client, stack.env)


@pytest.fixture(scope="session")
def catalogue(tables: Tables) -> Catalogue:
    return Catalogue(tables)
