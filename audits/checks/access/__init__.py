"""Indicators of the theme: Accessibility."""
