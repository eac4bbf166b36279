"""The door as people meet it: a browser that keeps cookies, forms that are sent, time that goes on."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from campaign_portal.foundation import accounts, clock, second_factor
from campaign_portal.foundation.models import User

PASSWORD = "mưa tháng bảy gãy cành trám"  # noqa: S105


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the telephone shows now, or `steps` half minutes from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


@dataclass
class Machine:
    """One browser; `source` is the address it comes from."""

    source: str = "203.0.113.7"
    client: Client = field(default_factory=Client)

    def get(self, address: str, **more):
        return self.client.get(address, REMOTE_ADDR=self.source, **more)

    def post(self, address: str, data: dict | None = None, **more):
        return self.client.post(address, data or {}, REMOTE_ADDR=self.source, **more)

    def signs_in(self, username: str, password: str = PASSWORD, address: str = "/dang-nhap/"):
        return self.post(address, {"username": username, "password": password})

    @property
    def is_in(self) -> bool:
        return self.get("/tai-khoan/").status_code == 200


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def mai(sa_pa) -> User:
    """A commune officer with a password of her own."""
    user = sa_pa.person("mai")
    accounts.choose_password(user, PASSWORD)
    return user


@pytest.fixture
def long(sa_pa) -> User:
    """A leader, who signs."""
    user = sa_pa.person("long")
    accounts.choose_password(user, PASSWORD)
    return user


@pytest.fixture
def later() -> Iterator[Callable[..., None]]:
    """`later(minutes=20)`: the machine's clock goes on for the rest of the test; it may go on again."""
    with ExitStack() as stack:
        yield lambda **span: stack.enter_context(clock.later(dt.timedelta(**span)))


@pytest.fixture
def telephone(settings, mai) -> TOTPDevice:
    """Mai's second factor is on."""
    settings.SECOND_FACTOR = "optional"
    return turn_on(mai)


def turn_on(user: User) -> TOTPDevice:
    device = second_factor.begin(user)
    second_factor.confirm(user, code_of(device))
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, drift=0)  # the code of now is still good
    return TOTPDevice.objects.get(pk=device.pk)
