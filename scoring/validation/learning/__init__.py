"""What a random sample of reviews teaches: how often detectors err, and how often answers are wrong."""
