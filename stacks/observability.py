"""Dashboard, alarms and budget of one region."""

from typing import Any

from aws_cdk import Stack
from aws_cdk.aws_budgets import CfnBudget
from aws_cdk.aws_cloudwatch import Alarm, Dashboard
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_iam import ServicePrincipal
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from constructs import Construct

from stacks.alarms import AlarmSpec, region_alarms
from stacks.dashboard import dashboard_rows
from stacks.exceptions import OF_THE_ADDRESS, accept
from stacks.models import chosen_models
from stacks.names import STACK_PREFIX
from stacks.settings import Region, Settings

BUDGET_NOTICES = (("ACTUAL", 80), ("FORECASTED", 100))
"""Percent of the month's budget at which mail is sent."""


class ObservabilityStack(Stack):
    """One topic with one address; every alarm goes there, and so does its end."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, region: Region, **kwargs: Any
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        models = chosen_models(settings)
        others = [each.aws_region for each in settings.regions.values() if each != region]
        action = SnsAction(self._topic(settings))
        for spec in region_alarms(settings, models, others):
            self._add_alarm(spec, action)
        # Dashboards know no region: two of one name would be one.
        name = f"{STACK_PREFIX}-{region.aws_region}"
        Dashboard(self, "Dashboard", dashboard_name=name, widgets=dashboard_rows(settings, models, others))
        if region.aws_region == settings.home_region:
            self._add_budget(settings)

    def _topic(self, settings: Settings) -> Topic:
        topic = Topic(self, "Alarms", enforce_ssl=True)
        # A topic with a policy of its own has lost the one that let the account's alarms publish.
        topic.grant_publish(
            ServicePrincipal(
                "cloudwatch.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": self.account}}
            )
        )
        topic.add_subscription(EmailSubscription(settings.alarm_address))
        accept(topic, OF_THE_ADDRESS)
        return topic

    def _add_alarm(self, spec: AlarmSpec, action: SnsAction) -> None:
        alarm = Alarm(
            self,
            spec.name,
            alarm_name=f"{STACK_PREFIX}-{spec.name}",
            alarm_description=f"{spec.description}. What to do: docs/runbooks/alarms.md",
            metric=spec.metric,
            threshold=spec.threshold,
            evaluation_periods=spec.periods,
            comparison_operator=spec.comparison,
            treat_missing_data=spec.silence,
        )
        alarm.add_alarm_action(action)
        alarm.add_ok_action(action)

    def _add_budget(self, settings: Settings) -> None:
        """One for the account: a budget knows no region. The address is told directly, without a topic."""
        subscriber = CfnBudget.SubscriberProperty(address=settings.alarm_address, subscription_type="EMAIL")
        CfnBudget(
            self,
            "Budget",
            budget=CfnBudget.BudgetDataProperty(
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=CfnBudget.SpendProperty(amount=settings.monthly_budget_usd, unit="USD"),
            ),
            notifications_with_subscribers=[
                CfnBudget.NotificationWithSubscribersProperty(
                    notification=CfnBudget.NotificationProperty(
                        notification_type=kind, comparison_operator="GREATER_THAN", threshold=percent
                    ),
                    subscribers=[subscriber],
                )
                for kind, percent in BUDGET_NOTICES
            ],
        )
