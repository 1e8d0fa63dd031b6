"""Questions from a browser -> the chat page."""
