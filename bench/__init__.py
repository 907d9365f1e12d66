"""Speed and memory of the parser, measured beside its peers: `python -m bench`."""
