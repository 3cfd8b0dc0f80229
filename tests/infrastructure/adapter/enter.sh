#!/bin/bash
# In a mount namespace of its own: runs a program where /opt and /var are laid out as on Lambda.
set -euo pipefail
root=$1
shift
# What the machine has there stays below: an interpreter may live under /opt.
mount -t overlay overlay -o "lowerdir=$root/opt:/opt" /opt
mount -t overlay overlay -o "lowerdir=$root/var:/var" /var
export PATH="/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin"
cd "$LAMBDA_TASK_ROOT"
exec "$@"
