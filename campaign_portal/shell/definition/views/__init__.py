"""The pages of definitions: the list, a draft and its parts, versions and their differences, the end."""
