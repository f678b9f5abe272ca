"""The Papers screen: badges and their layouts, printing, lists, certificates."""
