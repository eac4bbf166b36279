"""Pages of decisions.

`lists`: decisions and the register book · `pages`: one decision · `drafting` and `signing`: what is done with it.
"""
