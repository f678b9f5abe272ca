"""The People screen: the table, one person's details, the import preview."""
