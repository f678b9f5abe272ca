"""The Minutes screen: choices at the left, the pages at the right."""
