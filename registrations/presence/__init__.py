"""Attendance reports of online meetings: what a file says, and what would become of each person in it.

Knows no Django and no database. Nothing here marks anybody; that is ``registrations.actions.imports``.
"""
