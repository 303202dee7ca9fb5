"""Several `slackapp serve` on one PostgreSQL, behind a load balancer."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.builders.load_balancer import LoadBalancer
from tests.builders.processes import Served, serve


class Replicas:
    """Running replicas by number; each may be restarted while the others serve."""

    def __init__(self, env: Mapping[str, str], folder: Path, balancer: LoadBalancer) -> None:
        self._env = env
        self._folder = folder
        self._balancer = balancer
        self._running: list[tuple[ExitStack, Served]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._balancer.port}/slack/events"

    def start(self, count: int) -> None:
        for _ in range(count):
            self._running.append(self._start())

    def restart(self, number: int) -> None:
        """SIGTERM, wait for its end, start another in its place; the balancer finds out itself."""
        stack, served = self._running[number]
        code, _ = served.stop()
        assert code == 0
        self._balancer.remove(served.port)
        stack.close()
        self._running[number] = self._start()

    def stop(self) -> None:
        for stack, _ in self._running:
            stack.close()

    def _start(self) -> tuple[ExitStack, Served]:
        stack = ExitStack()
        served = stack.enter_context(serve(self._env, self._folder))
        self._balancer.add(served.port)
        return stack, served


@contextmanager
def replicas(env: Mapping[str, str], folder: Path, *, count: int) -> Iterator[Replicas]:
    with LoadBalancer().running() as balancer:
        running = Replicas(env, folder, balancer)
        try:
            running.start(count)
            yield running
        finally:
            running.stop()
