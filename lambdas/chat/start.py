"""`python3 -m lambdas.chat.start`: the chat's process, as `run.sh` starts it."""

import gc
import os

# Whatever is made while modules load stays. To look for garbage among it would be a sixth of the start.
gc.disable()

import uvicorn  # noqa: E402

from lambdas.chat.main import create_app  # noqa: E402


def main() -> None:
    """Serves until SIGTERM."""
    app = create_app()
    gc.freeze()
    gc.enable()
    port = int(os.environ.get("AWS_LWA_PORT", "8080"))
    # Defects are logged by the app, without what people wrote; uvicorn would log their stack once more, with it.
    uvicorn.run(app, port=port, log_level="critical", access_log=False, ws="none", lifespan="off")


if __name__ == "__main__":
    main()
