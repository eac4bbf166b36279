"""The administrator's documents keep up with the code."""

import re

from django.conf import settings

SOURCES = ["campaign_portal/settings.py", "ops/gunicorn.py"]


def test_every_environment_variable_is_documented_and_every_documented_one_is_read():
    read = set()
    for source in SOURCES:
        text = (settings.BASE_DIR / source).read_text()
        read |= set(re.findall(r"""(?:env|env_flag|environ\.get)\(["']([A-Z_]+)["']""", text))
    documented = set(re.findall(r"`((?:CHUNGTAY|POSTGRES|REDIS)_[A-Z_]+)`", (_docs() / "cai-dat.md").read_text()))
    assert read - documented == set(), "add them to docs/quan-tri/cai-dat.md"
    assert documented - read == {"CHUNGTAY_HOST"}, "CHUNGTAY_HOST belongs to the compose file alone"


def test_the_documents_say_what_was_not_tried():
    assert "Chưa chạy thử" in (_docs() / "cai-dat.md").read_text()


def _docs():
    return settings.BASE_DIR / "docs/quan-tri"
