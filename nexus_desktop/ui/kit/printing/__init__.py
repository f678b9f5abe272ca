"""Printers: sending them pages, and the queue of badges printed in the background."""
