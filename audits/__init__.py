"""The pure floor: what is asked of a site, judged from what a visit wrote down."""
