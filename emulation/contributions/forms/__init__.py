"""A gift, who gives it, the paper that confirms it, what mends it."""
