"""All components in one library, a builtin of the template engine: no page loads anything.

Called with keywords only; they know no model. The parts stand by kind in `common.components`.
"""

from django import template

from common.components import (
    buttons,
    data,
    drawings,
    fields,
    frame,
    layout,
    listing,
    mail,
    seating,
    tables,
    timetable,
    words,
)

register = template.Library()

for part in (drawings, words, seating, buttons, fields, layout, data, frame, mail, listing, tables, timetable):
    register.tags.update(part.register.tags)
