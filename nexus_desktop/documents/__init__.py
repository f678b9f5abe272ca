"""Values in, bytes out: badges, lists and minutes on paper."""
