"""Submissions (lần trình) and their dossiers, appraised step by step along the route."""
