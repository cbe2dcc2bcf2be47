"""Documents and figures made from several apps, by background jobs, and what is known of each that was made.

Not the bytes: those are a file of a job.
"""
