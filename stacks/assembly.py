"""The whole app: which stacks there are, and which one needs which."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_cdk import App, Environment, Stack, Tags, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from stacks.booking import BookingStack
from stacks.chat import ChatStack
from stacks.data import DataStack
from stacks.names import DATA_STACK, STACK_PREFIX
from stacks.observability import ObservabilityStack
from stacks.release import release_id
from stacks.settings import Region, Settings, load_settings


def build_app(
    context: Mapping[str, Any] | None = None,
    outdir: str | None = None,
    check: Callable[[Settings], None] = lambda _settings: None,
) -> App:
    """The app of a context: that of cdk.json and the command line, with `context` over it.

    `check` sees the settings before anything is made of them. Raises SettingsError, as it may.
    """
    app = App(context=dict(context or {}), outdir=outdir)
    settings = load_settings(app.node.get_all_context())
    check(settings)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    Tags.of(app).add("application", STACK_PREFIX)
    data = DataStack(
        app, DATA_STACK, settings=settings, env=Environment(account=settings.account, region=settings.home_region)
    )
    release = release_id(settings)
    for name, region in settings.regions.items():
        stacks = _add_region(app, name, region, settings, release)
        if region.aws_region == settings.home_region:
            # Only at home: a region that stands in must not need the stacks of the one that is lost.
            for stack in stacks:
                stack.add_stack_dependency(data)
    return app


def _add_region(app: App, name: str, region: Region, settings: Settings, release: str) -> list[Stack]:
    place: dict[str, Any] = {
        "settings": settings,
        "region": region,
        "env": Environment(account=settings.account, region=region.aws_region),
    }
    booking = BookingStack(app, f"{STACK_PREFIX}-{name}-Booking", release=release, **place)
    chat = ChatStack(app, f"{STACK_PREFIX}-{name}-Chat", release=release, **place)
    chat.add_stack_dependency(booking)
    observability = ObservabilityStack(app, f"{STACK_PREFIX}-{name}-Observability", **place)
    return [booking, chat, observability]
