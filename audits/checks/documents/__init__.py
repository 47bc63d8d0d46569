"""Indicators of the theme: Documents."""
