"""A campaign's definition file: read with its lines, checked whole, loaded in one transaction."""
