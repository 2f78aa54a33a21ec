"""Pages about people: one's own, and those for who manages an organisation."""
