"""Certificates of those who were there, which anybody can check, and the same as signed Open Badges.

Not attendance: it follows from that. Not how a certificate is drawn on paper: that is a document of `reports`.
"""
