"""The pages made of several apps: catalogue, event, my seminars, organiser desk.

Not a place for models or actions.
"""
