"""Pure rules: what became of a household, how an id number is kept, which small counts a table hides."""
