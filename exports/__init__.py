"""Tables that people take along: large ones made in the background, and those that come regularly by mail.

Not how a table becomes a file (see common/exports) and not what may be seen: each page says that itself.
"""
