"""The ground floor: the nouns, what people maintain, and where bundles are kept."""
