"""Running the product: supervisor, demo organisation, administrators' pages.

Not a place for the domain.
"""
