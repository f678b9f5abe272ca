"""Minutes: what they say, and how they are compiled from what the workshop holds.

`value` is the finished value that renderers take, `material` what it is compiled from,
`compiling` the way from one to the other. Pure functions on values: no file but the
headings, no clock.
"""
