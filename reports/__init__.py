"""Documents and figures made from several apps, by background jobs.

Owns no model; a document lives as a file of its job.
"""
