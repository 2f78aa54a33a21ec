"""Who: people, organisations, units and memberships; `access` answers what a person may see or lead."""
