"""Ports for servers to be measured."""

import socket
import threading
import time


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until_open(port: int) -> None:
    pause, deadline = threading.Event(), time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            pause.wait(0.05)
        else:
            return
