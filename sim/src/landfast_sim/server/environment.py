"""The environment that ministack reads when it is imported: set before, and only from here."""

from __future__ import annotations

import os


def prepare(port: int, data_directory: str) -> None:
    """Set ministack up: signatures and policies enforced, loopback only, nothing on disk.

    AWS_* variables of the person who starts it are removed from this process: ministack would take
    their access key for its root user's.
    """
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        {
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": "localhost",
            "S3_DATA_DIR": data_directory,
            "S3_PERSIST": "0",
            "PERSIST_STATE": "0",
            "LOG_LEVEL": os.environ.get("LANDFAST_SIM_LOG", "WARNING"),
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
        }
    )


def base_url() -> str:
    """Return where AWS answers, once `prepare` has run."""
    return f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"
