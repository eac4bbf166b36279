"""One participant's page: what it pledged, achieved, gave, reported on time, whom it helped, what it was awarded."""
