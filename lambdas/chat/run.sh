#!/bin/bash
# What the Lambda Web Adapter starts: the ASGI server, on the port that the adapter forwards to.
export PYTHONPATH="${PYTHONPATH:+$PYTHONPATH:}/opt/python${LAMBDA_RUNTIME_DIR:+:$LAMBDA_RUNTIME_DIR}"
# Defects are logged by the app, without what people wrote; uvicorn would log their stack once more, with it.
exec python3 -m uvicorn --factory lambdas.chat.main:create_app \
  --host 127.0.0.1 --port "${AWS_LWA_PORT:-8080}" --log-level critical --no-access-log
