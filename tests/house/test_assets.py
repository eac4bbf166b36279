"""Bootstrap comes from a package that is not Bootstrap's own; its files must be upstream's, byte for byte."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrap_wrapper import get_bootstrap_dir
from django.conf import settings

# Of the release 5.3.8 as its authors publish it (dist/ of the package `bootstrap`), compared on 21/11/2026.
UPSTREAM = {
    "css/bootstrap.min.css": "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
    "js/bootstrap.bundle.min.js": "e4fd49181388c48ec5040bd3fe66f57c29c8e67fcd8502b3354b96ec7ab47cc7",
}


@pytest.mark.parametrize("file", UPSTREAM)
def test_bootstraps_file_is_upstreams(file):
    content = Path(get_bootstrap_dir(), file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == UPSTREAM[file]


def test_the_real_static_storage_finds_all_that_the_frame_names(tmp_path):
    """What tests skip: the hashed and compressed files of production."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "campaign_portal.settings", "CHUNGTAY_VAR": str(tmp_path)}
    environment.pop("CHUNGTAY_TESTING")
    program = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', interactive=False, verbosity=0)\n"
        "from django.template.loader import render_to_string\n"
        "print(render_to_string('plain.html'))\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    assert "bootstrap.min." in shown.stdout
    for compressed in ("*.css.br", "*.css.gz", "*.js.br"):
        assert list(tmp_path.glob(f"static/**/{compressed}")), compressed
