"""A parser that does what a document says; it imports little, so that new workers start soon."""

from __future__ import annotations

import os
import time
from dataclasses import replace


def obey(record, data, name, trace):
    """Die, hang, swell or give `record`, as the first word says, with the second as its number."""
    order, number = data.decode().split()
    if order == "die":
        os._exit(9)
    held = []
    while order == "hang" or order == "swell":
        if order == "swell":
            held.append(bytes(b"x" * (100 << 20)))
        time.sleep(0.02)
    return replace(record, id=f"us-ny/{number}F")
