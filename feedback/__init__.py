"""What people thought of an event, without anybody knowing who thought it.

Not attendance, and never a row per answer.
"""
