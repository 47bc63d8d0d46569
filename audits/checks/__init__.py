"""One file per indicator, by theme; the folder is the registry."""
