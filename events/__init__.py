"""What is offered: events, sessions, rooms, speakers, pools, publishing.

Not who takes part: seats are given in registrations.
"""
