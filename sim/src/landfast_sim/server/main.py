"""Starts everything in one process and stops it on SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from collections.abc import Sequence

from landfast_sim.server import environment, options
from landfast_sim.server.options import Options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop; return the exit status."""
    wanted = options.parse(arguments)
    if wanted.ready_file is not None:
        # One left behind by a killed process would tell addresses that answer no more.
        wanted.ready_file.unlink(missing_ok=True)
    try:
        aws, console = _listen(wanted.port), _listen(wanted.console_port)
    except OSError as error:
        print(f"landfast_sim: cannot listen: {error}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="landfast-sim-") as data_directory:
        environment.prepare(aws.getsockname()[1], data_directory)
        try:
            asyncio.run(_serve(wanted, aws, console))
        except ModuleNotFoundError as error:
            cure = "pip install -r sim/requirements.lock"
            print(
                f"landfast_sim: {error}: this Python environment is older than the simulated AWS: "
                f"in it, run {cure}",
                file=sys.stderr,
            )
            return 1
    return 0


def _listen(port: int) -> socket.socket:
    """Take the port now, so that it is known and ours before anything else starts."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError as error:
        listener.close()
        message = f"port {port} on 127.0.0.1: {error.strerror}; choose another one, or 0"
        raise OSError(message) from error
    return listener


async def _serve(wanted: Options, aws: socket.socket, console: socket.socket) -> None:
    # Imported here because importing ministack reads the environment, which is only ready now.
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app as ministack_app
    from ministack.core import hypercorn_compat

    from landfast_sim.admin import Admin
    from landfast_sim.console.pages import Console
    from landfast_sim.front import Front, Parts
    from landfast_sim.server import connection, readiness
    from landfast_sim.simulator import Simulator

    aws_port, console_port = aws.getsockname()[1], console.getsockname()[1]
    simulator = Simulator(wanted.settings, wanted.linked)
    await simulator.reset()
    about = readiness.describe(aws_port, console_port, simulator.organizations.organization)
    parts = Parts(
        gateway=simulator.gateway,
        admin=Admin(simulator, about),
        machine=simulator.machine,
        response_urls=simulator.response_urls,
        console=Console(about["aws_endpoint"], simulator.organizations),
    )
    front = Front(ministack_app, parts, console_port)
    connection.install()
    hypercorn_compat.install()
    config = Config()
    config.bind = [f"fd://{aws.detach()}", f"fd://{console.detach()}"]
    config.loglevel = "WARNING"
    config.graceful_timeout = 1.0
    # At the usual 5 s a client that asks every 5 s meets the closing of its connection: its request
    # is done and never answered.
    config.keep_alive_timeout = 300.0
    # Longer than clients keep idle connections (90 s). One that is closed just as a request comes
    # in has the client ask twice, and on a busy machine the first request may be served too.
    config.keep_alive_timeout = 120.0
    ready = asyncio.create_task(_tell_ready(wanted, about, aws_port))
    try:
        await serve(front, config)  # type: ignore[arg-type]
    finally:
        simulator.custom_resources.reset()  # or those who wait would be waited for
        ready.cancel()
        if wanted.ready_file is not None:
            wanted.ready_file.unlink(missing_ok=True)


async def _tell_ready(wanted: Options, about: dict[str, object], aws_port: int) -> None:
    from landfast_sim.server import readiness

    await readiness.answers(aws_port)
    if wanted.ready_file is not None:
        readiness.write(wanted.ready_file, about)
    print(f"AWS {about['aws_endpoint']}  console {about['console_url']}", flush=True)
