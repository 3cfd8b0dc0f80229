#!/bin/bash
# What the Lambda Web Adapter starts: the ASGI server, on the port that the adapter forwards to.
export PYTHONPATH="${PYTHONPATH:+$PYTHONPATH:}/opt/python${LAMBDA_RUNTIME_DIR:+:$LAMBDA_RUNTIME_DIR}"
exec python3 -m lambdas.chat.start
