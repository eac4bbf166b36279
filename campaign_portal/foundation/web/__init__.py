"""The web side that every app shares: middleware, small view helpers, template tags' neighbours."""
