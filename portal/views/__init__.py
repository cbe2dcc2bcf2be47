"""Pages for colleagues and organisers, by what they show."""
