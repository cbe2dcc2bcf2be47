"""How dates and times are written, per language; the names without FORMAT twin in Django are ours."""
