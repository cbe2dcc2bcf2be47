"""Events from files of other systems: what a file says, and what would become of each of its rows.

Knows no Django and no database. Nothing here makes an event; that is ``events.actions.imports``.
"""
