"""Questions with known answers -> measures that a stranger can reproduce, and what became of many questions at once."""
