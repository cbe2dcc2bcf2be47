"""What is mailed to us: one row per mail, stored as it came, then read once.

Not what a mail means: the app that can read its kind registers a reader.
"""
