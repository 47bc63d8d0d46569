"""Who is told of what the night found: rules as data, one alert for one fact, delivered by mail, webhook and feed."""
