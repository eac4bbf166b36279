"""`bin/demo` as a person starts and stops it. Its data goes to a throw-away folder, never to an office's database."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# One group, so that two of these never serve at once: each asks for the two cores.
pytestmark = pytest.mark.xdist_group("worker")

DEMO = settings.BASE_DIR / "bin/demo"


class Demo:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.out = data.parent / f"{data.name}.out"
        self.process: subprocess.Popen | None = None

    def environment(self) -> dict[str, str]:
        # What an office may have set in its shell; the demo must not follow it.
        astray = {
            "POSTGRES_DB": "office",
            "POSTGRES_HOST": "/nowhere",
            "REDIS_URL": "redis://nowhere:1/0",
            "CHUNGTAY_VAR": "/nowhere",
        }
        usual = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**usual, **astray, "CHUNGTAY_DEMO_VAR": str(self.data)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [DEMO, *arguments], env=self.environment(), capture_output=True, text=True, timeout=300, check=False
        )

    def start(self, *arguments: str) -> str:
        """Start it and wait for its address."""
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [DEMO, *arguments],
                env=self.environment(),
                stdout=out,
                stderr=out,
                start_new_session=True,
                # Tests that run in the background inherit a deaf Ctrl-C, and no shell script can undo that.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        end = time.monotonic() + 300
        while "Ctrl-C" not in self.out.read_text():
            assert self.process.poll() is None, self.out.read_text()
            assert time.monotonic() < end, self.out.read_text()
            time.sleep(0.2)
        return next(word for word in self.out.read_text().split() if word.startswith("http://"))

    def processes(self) -> list[str]:
        """The command lines of all that serves this demo, seen by the folder in their environment."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if f"CHUNGTAY_VAR={self.data}".encode() in environment and command:
                found.append(f"{entry.name} {command}")
        return found

    def pid_of(self, word: str) -> int:
        return min(int(line.split()[0]) for line in self.processes() if word in line)

    def is_gone_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.processes() and time.monotonic() < end:
            time.sleep(0.2)
        return not self.processes()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo") / "data")
    yield demo
    for line in demo.processes():
        os.kill(int(line.split()[0]), signal.SIGKILL)


@pytest.fixture(scope="module")
def first_run(demo: Demo) -> subprocess.CompletedProcess:
    return demo.run("--check", "--at", "20/5/2020")  # tests/demo/story plays it to its end


def test_it_comes_up_says_where_and_who_may_sign_in_and_what_it_cost(first_run):
    assert first_run.returncode == 0, first_run.stderr
    assert "http://127.0.0.1:" in first_run.stdout
    assert "giây ngoài lúc tải" in first_run.stdout
    assert "mai" in first_run.stdout, "the table of logins"


def test_nothing_of_it_is_left_running(demo, first_run):
    assert demo.is_gone_within(2), demo.processes()


def test_it_keeps_its_data_gives_way_where_a_port_is_busy_and_ends_by_ctrl_c(demo, first_run):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert demo.start("--port", str(port)) == f"http://127.0.0.1:{port + 1}/"
    assert "Giữ dữ liệu đang có" in demo.out.read_text(), "only the first run plays the story"
    refused = demo.run("--reset", "--check")
    assert refused.returncode == 1
    assert "đang chạy ở một cửa sổ khác" in refused.stderr
    os.kill(demo.process.pid, signal.SIGINT)  # Ctrl-C
    demo.process.wait(timeout=30)
    assert demo.is_gone_within(15), demo.processes()


@pytest.mark.parametrize("way", ["shell killed", "worker killed", "site killed"])
def test_whatever_is_killed_site_and_worker_end_together(way, demo, first_run):
    address = demo.start()
    with urllib.request.urlopen(address + "healthz") as answer:  # noqa: S310
        assert answer.status == 200
    match way:
        case "shell killed":
            os.kill(demo.process.pid, signal.SIGKILL)
        case "worker killed":
            os.kill(demo.pid_of("celery"), signal.SIGKILL)
        case "site killed":
            os.kill(demo.pid_of("gunicorn"), signal.SIGKILL)
    demo.process.wait(timeout=30)
    assert demo.is_gone_within(15), demo.processes()
    if way != "shell killed":
        assert demo.process.returncode == 1
        assert "đã tự dừng" in demo.out.read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--at", "31/2/2020"], "Không hiểu ngày"),
        (["--at"], "cần một giá trị"),
        (["--port", "tám nghìn"], "không phải là số"),
        (["--nhanh"], "Không hiểu «--nhanh»"),
    ],
)
def test_what_it_does_not_understand_it_says(arguments, says, demo):
    refused = demo.run(*arguments)
    assert refused.returncode == 1
    assert says in refused.stderr


def test_help_needs_nothing_installed(demo):
    shown = demo.run("--help")
    assert shown.returncode == 0
    for option in ("--at", "--reset", "--port", "--check"):
        assert option in shown.stdout
