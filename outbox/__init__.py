"""What we told whom: one row per mail, claimed, sent and marked.

Not what a mail says: the app that owns its kind registers a renderer.
"""
