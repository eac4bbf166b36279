"""Proposals to the superior: after the council a Tờ trình goes up, and the answer is written down (S3 V.1)."""
