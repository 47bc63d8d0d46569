"""Indicators of the theme: Privacy."""
