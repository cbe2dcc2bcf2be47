"""Who changed what, when, and how it was before.

Not a log of reads, and never of anonymous answers.
"""
