"""What the product costs: it is started as it would be in use, and driven over HTTP.

No part of the product: nothing of it is imported by the product, and nothing here runs inside it but
the settings, which let it say how many statements a request took.
"""
