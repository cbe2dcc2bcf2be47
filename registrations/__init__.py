"""Seats: registering, waiting, allocating, attending.

Not what is offered (see events) and not what people thought of it (see feedback).
"""
