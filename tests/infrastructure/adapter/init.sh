#!/bin/bash
# As Lambda starts an environment: the extensions, then the runtime, or the wrapper that takes its place.
set -euo pipefail
if [ -n "${AWS_LWA_PORT:-}" ]; then
  # On Lambda every environment has its ports for itself.
  AWS_LWA_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  export AWS_LWA_PORT
fi
for extension in /opt/extensions/*; do
  [ -x "$extension" ] && "$extension" &
done
export PYTHONPATH="$LAMBDA_RUNTIME_DIR"
if [ -n "${AWS_LAMBDA_EXEC_WRAPPER:-}" ]; then
  exec "$AWS_LAMBDA_EXEC_WRAPPER" python3 "$LAMBDA_RUNTIME_DIR/bootstrap.py"
fi
# The managed runtime puts these on its path by itself.
export PYTHONPATH="$LAMBDA_TASK_ROOT:/opt/python:$LAMBDA_RUNTIME_DIR"
exec python3 -m awslambdaric "$_HANDLER"
