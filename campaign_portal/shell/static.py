"""Which static files are served: what pages use, not everything that packages bring."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class NeededStaticFiles(StaticFilesConfig):
    """Compressing Bootstrap's two hundred variants would take most of an installation's time."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        # Of Bootstrap, bootstrap.min.css and bootstrap.bundle.min.js are used (their maps are named in them).
        "bootstrap-*",
        "bootstrap.rtl.*",
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.bundle.js*",
        "bootstrap.esm.*",
        # Of htmx, version 2 without extensions.
        "ext",
        "htma*",
        "htmx-4*",
        "htmx-2.js",
        # Of the catalogue pages' helpers, the short forms, and Vietnamese.
        "select2.full.js",
        "jquery.js",
        "xregexp.js",
        "*/i18n/[!v]*.js",
    ]
