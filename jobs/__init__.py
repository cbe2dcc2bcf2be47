"""Long work with progress, the files it leaves, and the worker's heartbeat.

Not mail (see outbox) and not what the work is: the owning app registers a runner.
"""
