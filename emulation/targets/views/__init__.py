"""Chỉ tiêu: the board of a unit, one target in depth, and what a person enters or rules."""
