"""Indicators of the theme: Platform."""
