"""Tests of the pure engine: laws, golden vectors, an independent slow scorer, and the defects of other instruments."""
