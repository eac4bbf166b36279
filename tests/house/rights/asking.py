"""Asking an address over HTTP as somebody, and undoing whatever the request wrote."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.backends import BaseBackend
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from campaign_portal.foundation import access
from campaign_portal.foundation.models import User

NOBODYS_NUMBER, NOBODYS_UUID = "999999", "00000000-0000-4000-8000-000000000000"
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO) "?(\w+)', re.IGNORECASE)
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|x-csrftoken": ")\w+')
SESSIONS = {"django_session"}
FORM = "application/x-www-form-urlencoded"
SCAN = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Address:
    name: str  # "poverty:review"
    route: str  # "ra-soat/<int:pk>/"

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<\w+:(\w+)>", self.route)

    def filled(self, values: dict[str, Any], query: str = "") -> str:
        path = "/" + re.sub(r"<\w+:(\w+)>", lambda match: str(values[match[1]]), self.route)
        return f"{path}?{query}" if query else path


def _addresses(entries: list[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[Address]:
    for entry in entries:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns, route, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield Address(f"{space}{entry.name}", route)


@cache
def addresses() -> dict[str, Address]:
    """Every address of the resolver by its name; Django's own pages (admin:…) stand apart."""
    return {address.name: address for address in _addresses(get_resolver().url_patterns)}


def missing(values: dict[str, Any]) -> dict[str, Any]:
    """The same address with an id that is nobody's; words stay."""
    return {name: _missing(value) for name, value in values.items()}


def _missing(value: Any) -> str:
    if isinstance(value, int):
        return NOBODYS_NUMBER
    return NOBODYS_UUID if len(str(value)) == 36 else str(value)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str
    wrote: tuple[str, ...]  # tables, sessions left out

    @property
    def told(self) -> tuple[int, bytes, str]:
        """What whoever asks can tell: the same for two rows that must not be told apart."""
        return self.status, TOKEN.sub(b"", self.body), self.location


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := WRITES.match(sql.lstrip()):
            found.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


class KnownAccounts(BaseBackend):
    """Gives each request the account as it was loaded once: the walk changes nobody's posts."""

    loaded: dict[int, User] = {}

    def get_user(self, user_id: int) -> User | None:
        found = self.loaded.get(int(user_id))
        return copy.copy(found) if found else None  # a view that changes the account changes a copy


class Asker:
    """One person's browser; None is a stranger."""

    answers = 0  # of all of them, for the end of the run

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None:
            access.scope(user)  # kept on the account, and so on its copies
            KnownAccounts.loaded[user.pk] = user
            self.client.force_login(user, f"{KnownAccounts.__module__}.{KnownAccounts.__qualname__}")
        self._cookies = self.client.cookies.output(header="")

    def ask(self, method: str, url: str, body: dict[str, Any] | None = None, *, with_files: bool = False) -> Answer:
        """With files a form says all that it can; they are slow to read, and matter only where the form is taken."""
        Asker.answers += 1
        with transaction.atomic():
            with noting_writes() as wrote:
                if method == "post" and with_files:
                    answer: Any = self.client.post(url, (body or {}) | _uploads())
                elif method == "post":
                    answer = self.client.generic("POST", url, urlencode(body or {}), FORM)
                else:
                    answer = self.client.generic(method.upper(), url)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(self._cookies)  # with them session and messages
        told = tuple(table for table in wrote if table not in SESSIONS)
        return Answer(answer.status_code, content, answer.get("Location", ""), told)


def _uploads() -> dict[str, Any]:
    return {name: SimpleUploadedFile(f"{name}.pdf", SCAN, "application/pdf") for name in ("scan", "file", "upload")}
