"""What people at Nordhaven think of what they have been to."""

RATINGS = (5, 4, 5, 3, 4, 5, 5, 2, 4, 5, 4, 5, 3)
RECOMMENDATIONS = (10, 8, 9, 6, 9, 10, 7, 4, 8, 9, 10, 9, 7)
USEFUL = (
    "The examples from our own house.",
    "That nobody was in a hurry.",
    "",
    "I know now whom to ask.",
    "The checklist. It hangs beside my screen.",
    "",
    "Hearing how another department sees it.",
    "",
    "The second case. We have the same one on our desk.",
    "To see that others don't know it either.",
    "",
    "The half hour for our own questions.",
    "Short sentences and no slides.",
)
BETTER = (
    "More time for questions.",
    "",
    "The room was too warm.",
    "",
    "Send the slides beforehand.",
    "",
    "A second part, please.",
    "Fewer abbreviations.",
    "",
    "A break in the middle.",
    "",
    "Name the people one can ask afterwards.",
    "",
)
