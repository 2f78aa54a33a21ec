"""What all admin pages of content have in common: a history that says who and why, Markdown with a preview."""
