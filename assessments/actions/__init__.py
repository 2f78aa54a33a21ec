"""Writes. Each public function is one transaction: it does everything it says, or nothing.

`content` and `publish` bring content in, `assessments` starts and pins, `answers` saves and submits, `trail` records.
"""
