"""A pure core."""
