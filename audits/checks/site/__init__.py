"""Indicators of the theme: The website itself."""
