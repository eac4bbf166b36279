"""What a plan asks of each class of participant: measured by the system, or judged by a person."""
