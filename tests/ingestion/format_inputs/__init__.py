"""Files of many formats as archives keep them, each with what must be read from it."""
