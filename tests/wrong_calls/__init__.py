"""Wrong calls, each with the type and the very message of its error."""
