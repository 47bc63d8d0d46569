"""The table floor: from observations to comparable figures."""
