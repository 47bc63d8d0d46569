"""A simulated country: invented bodies on loopback that change from night to night, and a truth file that says how."""
