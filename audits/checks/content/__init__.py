"""Indicators of the theme: Content."""
