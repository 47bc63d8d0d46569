"""How files of answers are read: safely opened, their layout recognised, each cell understood or told with its place and remedy."""
