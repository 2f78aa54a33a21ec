"""The report: one frozen object with several faces (page, PDF, JSON), so that their numbers cannot differ."""
