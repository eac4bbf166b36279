"""The campaign's plan as its definition holds it: the page, the timeline, the printed paper."""
