"""Reads. Whatever belongs to people is reached through `accounts.access`; rows become frozen objects here."""
