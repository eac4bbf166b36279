"""docker-compose.yml, tried without Docker: its own commands and health checks, against the private servers.

The images and the proxy are not tried here; docs/quan-tri/cai-dat.md says so.
"""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
import yaml
from django.conf import settings

COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["prepare", "web", "worker", "beat"]


def test_every_lasting_service_of_ours_has_a_health_check_and_comes_up_again():
    for name in ["postgres", "redis", "web", "worker", "beat"]:
        assert "healthcheck" in SERVICES[name], name
        assert SERVICES[name]["restart"] == "unless-stopped", name


def test_data_outlives_the_containers():
    assert {"postgres", "data", "certificates"} <= set(COMPOSE["volumes"])
    for name in OURS:
        assert SERVICES[name]["volumes"] == ["data:" + SERVICES[name]["environment"]["CHUNGTAY_VAR"]]


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|TOKEN", name):
                assert value.startswith("${"), f"{name} is given in the file"


def test_the_docs_name_every_variable_of_the_file():
    docs = (settings.BASE_DIR / "docs/quan-tri/cai-dat.md").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (settings.BASE_DIR / "docker-compose.yml").read_text()))
    assert {name for name in asked if f"`{name}`" not in docs} == set()


@pytest.fixture
def office(tmp_path: Path) -> Iterator["Office"]:
    """The services' own environment, with this machine's names for what Docker would give names to."""
    database = f"compose_{os.getpid()}"
    with _as_owner_of_databases() as cursor:
        cursor.execute(f"CREATE DATABASE {database}")
    office = Office(tmp_path, database)
    yield office
    office.kill_all()
    with _as_owner_of_databases() as cursor:
        cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")


class Office:
    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.started: dict[str, subprocess.Popen] = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.here = {
            "CHUNGTAY_VAR": str(folder / "var"),
            "CHUNGTAY_HOSTS": "thidua.example.vn",
            "CHUNGTAY_ORIGINS": "https://thidua.example.vn",
            "POSTGRES_DB": database,
            "PGDATABASE": database,
            **{name: os.environ[name] for name in ("POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_HOST")},
            "POSTGRES_PORT": os.environ["POSTGRES_PORT"],
            "PGHOST": os.environ["POSTGRES_HOST"],
            "REDIS_URL": os.environ["REDIS_URL"],
            "CHUNGTAY_BIND": f"127.0.0.1:{port}",
            "CHUNGTAY_JOB_SWEEP_SECONDS": "1",
        }

    def environment(self, service: str) -> dict[str, str]:
        asked = SERVICES[service].get("environment", {})
        substituted = {name: self.here.get(name, value) for name, value in asked.items()}
        assert not [value for value in substituted.values() if "$" in value], "every variable has a value here"
        path = {"PATH": f"{settings.BASE_DIR / '.venv/bin'}:{os.environ['PATH']}", "HOME": os.environ["HOME"]}
        usual = {
            name: self.here[name] for name in ("PGHOST", "PGDATABASE", "CHUNGTAY_BIND", "CHUNGTAY_JOB_SWEEP_SECONDS")
        }
        return {**path, **usual, **substituted}

    def run(self, service: str, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=self.environment(service),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, service: str) -> None:
        with (self.folder / f"{service}.log").open("w") as log:
            self.started[service] = subprocess.Popen(
                SERVICES[service]["command"],
                cwd=settings.BASE_DIR,
                env=self.environment(service),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_well(self, service: str) -> bool:
        kind, *command = SERVICES[service]["healthcheck"]["test"]
        assert kind == "CMD"
        if service == "redis":
            port = self.here["REDIS_URL"].rpartition(":")[2].partition("/")[0]
            command = [command[0], "-p", port, *command[1:]]
        return self.run(service, command).returncode == 0

    def becomes_well(self, service: str) -> bool:
        return _within(30, lambda: self.is_well(service)) or pytest.fail((self.folder / f"{service}.log").read_text())

    def stop(self, service: str) -> int:
        """As Docker stops a container: TERM to the first process, and it has a while."""
        process = self.started.pop(service)
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=30)

    def kill_all(self) -> None:
        for process in self.started.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.postgres
@pytest.mark.xdist_group("worker")
def test_the_files_own_commands_come_up_well_and_go_down_in_order(office):
    assert office.is_well("postgres")
    assert office.is_well("redis")
    prepared = office.run("prepare", SERVICES["prepare"]["command"])
    assert prepared.returncode == 0, prepared.stderr

    for service in ["web", "worker", "beat"]:
        assert not office.is_well(service), f"the health check of {service} sees that it does not run"
    for service in ["web", "worker", "beat"]:
        office.start(service)
    for service in ["web", "worker", "beat"]:
        assert office.becomes_well(service)

    # Being ready is a sign of life too; a sweep that beat asked for and the worker took is the whole chain.
    pulse = office.folder / "var/pulse"
    for sign in pulse.iterdir():
        sign.unlink()
    assert office.becomes_well("beat")
    assert office.becomes_well("worker")

    assert {service: office.stop(service) for service in ["web", "beat", "worker"]} == {
        "web": 0,
        "beat": 0,
        "worker": 0,
    }
    assert not office.is_well("web")


@pytest.mark.postgres
def test_the_database_check_sees_a_database_that_is_away(office):
    office.here["PGHOST"] = "/nowhere"
    assert not office.is_well("postgres")


def _within(seconds: float, reached: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


class _as_owner_of_databases:
    def __enter__(self):
        self.connection = psycopg2.connect(
            dbname="postgres", user=os.environ["POSTGRES_USER"], host=os.environ["POSTGRES_HOST"]
        )
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *error) -> None:
        self.connection.close()
