"""The Start page: recent workshops, new, open, demo."""
