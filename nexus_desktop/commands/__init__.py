"""The jobs of the command line: one function each, no window."""
