"""Settings, addresses and the table of clock jobs.

Not a place for behaviour: whatever happens, happens in an app.
"""
