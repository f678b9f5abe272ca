"""Self check-in: a locked full-screen page for a laptop that faces the queue."""
