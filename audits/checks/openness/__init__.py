"""Indicators of the theme: Openness."""
