"""Backups: one folder holds the database, the files, the key and a manifest that says what there should be.

``verbs`` makes and restores them, ``databases`` knows SQLite and PostgreSQL, ``manifest`` is the list.
"""
