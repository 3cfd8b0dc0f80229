"""The chat's third-party packages in one script: three clients, an app that serves its health, a logger, metrics."""

import os

import boto3
import uvicorn
from aws_lambda_powertools import Logger, Metrics
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class Message(BaseModel):
    """One model, as the least that pydantic is for."""

    text: str


async def health(_request: Request) -> Response:
    """Says that the process serves."""
    return JSONResponse({"status": "ok"})


if __name__ == "__main__":
    clients = [boto3.client("dynamodb"), boto3.client("lambda"), boto3.client("bedrock-runtime")]
    logger, metrics = Logger(service="baseline"), Metrics(namespace="Baseline", service="baseline")
    app = Starlette(routes=[Route("/health", health)])
    uvicorn.run(app, port=int(os.environ["AWS_LWA_PORT"]), log_level="critical", access_log=False)
