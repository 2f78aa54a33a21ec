"""Formatting for templates. No logic, no queries."""
