"""What is expected of whom: roles, their expectations by level, activities and the risks that these lower."""
