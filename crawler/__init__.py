"""The network floor: visits an institution's site, writes down what came back, and judges nothing."""
