"""Indicators of the theme: The council's work."""
