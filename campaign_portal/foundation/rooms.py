"""Find what an app's rooms offer, so that an app's own files only gather."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules


def gather(app: str, *modules: str) -> None:
    """Import `app.<room>.<module>` wherever it exists: handlers, presenters and owners register by being imported."""
    for room in iter_modules(import_module(app).__path__):
        if room.ispkg:
            for module in modules:
                name = f"{app}.{room.name}.{module}"
                if find_spec(name) is not None:
                    import_module(name)
