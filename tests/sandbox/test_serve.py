"""The stand-in by itself, as a program."""

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from bot.sandbox.server import PortInUse, running_sandbox, serve


def test_it_says_where_it_is_and_ends_well_when_told() -> None:
    program = "from bot.sandbox.server import serve; serve(0)"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        base = line.split()[3].split("/bot<")[0]

        answer = httpx.get(f"{base}/bot77:token/getMe", trust_env=False)
        process.send_signal(signal.SIGTERM)

        assert process.wait(10) == 0
    assert answer.json()["result"]["id"] == 77


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortInUse, match=f"port {port} on 127.0.0.1 is in use"):
            serve(port)


async def test_limits_are_telegram_or_none() -> None:
    with pytest.raises(ValueError, match="neither"):
        async with running_sandbox(limits="some"):
            pass
