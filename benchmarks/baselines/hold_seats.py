"""The third-party packages of hold-seats in one script: one client, a model, a logger, metrics."""

import boto3
from aws_lambda_powertools import Logger, Metrics
from pydantic import BaseModel


class Command(BaseModel):
    """One model, as the least that pydantic is for."""

    action: str


if __name__ == "__main__":
    client = boto3.client("dynamodb")
    logger, metrics = Logger(service="baseline"), Metrics(namespace="Baseline", service="baseline")
    print("ready", flush=True)
