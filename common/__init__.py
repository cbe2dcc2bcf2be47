"""What every app may use: the queue's door, access rules, PDF, components.

Not a place for models or for anything that knows the domain.
"""
