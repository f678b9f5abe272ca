"""Tests of lists of people, on values alone."""
