"""Figures that can be traced: reports of units, and what is compiled from them."""
