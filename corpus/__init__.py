"""An invented bank of class series, and a renderer that writes each with its gold."""
