"""The night: every institution visited unattended, between dusk and morning, by a machine that may break down on the way."""
