"""Lists of people: what they are made from, what is chosen, what comes out."""
