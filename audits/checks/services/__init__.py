"""Indicators of the theme: Services."""
