"""Who takes part, which offices there are, who holds which post."""
