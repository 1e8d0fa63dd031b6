"""Official addresses -> the official texts as files on this machine."""
