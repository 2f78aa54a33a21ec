"""Talking HTTP: scoped lookup, then a form or an action, then a page or a redirect."""
