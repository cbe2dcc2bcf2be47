"""What stands in people's calendars: invitations, their revisions, feeds.

Not the schedule itself (see events); the only place that knows iCalendar.
"""
