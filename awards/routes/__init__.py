"""The way of a dossier as rows: which offices, all or any of them, by when."""
