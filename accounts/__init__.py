"""People, departments, locations and how people sign in.

Not who may do what with an event: that stands in the policies of the apps above.
"""
