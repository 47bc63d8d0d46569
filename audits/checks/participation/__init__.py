"""Indicators of the theme: Participation."""
