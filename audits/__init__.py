"""The pure floor: what is asked of a site. It never fetches, never reads a clock and never knows settings."""
