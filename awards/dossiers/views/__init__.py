"""Pages of submissions and dossiers."""
