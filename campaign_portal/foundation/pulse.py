"""Signs of life of the background side: one small file each for the worker and for beat, touched as they act.

In files, because every process of an installation shares `VAR_DIR` and nothing else for certain: Redis may be emptied,
and a row written every ten seconds would be noise in each backup.
"""

import time

from django.conf import settings

WORKER = "worker"  # took a task from the bell
BEAT = "beat"  # asked for a sweep


def touch(name: str) -> None:
    folder = settings.VAR_DIR / "pulse"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()


def seconds_since(name: str) -> float | None:
    """How long ago the sign came; None when it never did."""
    try:
        return time.time() - (settings.VAR_DIR / "pulse" / name).stat().st_mtime
    except FileNotFoundError:
        return None


def longest_silence() -> float:
    """Sweeps come every few seconds: six missed in a row, and never less than half a minute, mean it is gone."""
    return max(30.0, 6.0 * settings.JOB_SWEEP_SECONDS)
