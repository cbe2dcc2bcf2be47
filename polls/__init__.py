"""What a room is asked while it is together: polls and word clouds, answered on a phone without an account.

Not feedback, and never a row per vote.
"""
