"""Questions about clusters, scores and rankings."""
