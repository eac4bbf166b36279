"""`python -m tests.bench [NAME…]`: all benches, or those named. On SQLite; on PostgreSQL after `bin/servers start`."""

import importlib
import os
import pkgutil
import sys

import django


def main(wanted: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    import tests.bench as benches

    names = [found.name for found in pkgutil.iter_modules(benches.__path__) if found.name != "__main__"]
    if unknown := set(wanted) - set(names):
        sys.exit(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    print(f"{connection.vendor}; milliseconds, medians")
    for name in wanted or names:
        databases = setup_databases(verbosity=0, interactive=False)  # each fills an empty one for itself
        try:
            found = importlib.import_module(f"tests.bench.{name}").bench()
        finally:
            teardown_databases(databases, verbosity=0)
        print(f"\n{name}: {found.work}")
        for role in ("limit", "peer", "ours"):
            how, seconds = getattr(found, role)
            print(f"  {role:6}{seconds * 1000:10.3f}  {how}")
        print(f"  ratio {found.ratio:10.2f}  ours / limit", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
