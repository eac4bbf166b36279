"""Reorganisations of units: loading, preview, applying, taking back. Each room brings its own section."""
