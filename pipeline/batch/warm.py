"""Importing this module readies a process for its first document: workers are forked from it."""

from __future__ import annotations

import gc
from importlib import import_module

from pipeline.ner import recognizer
from pipeline.profiles import load, names
from pipeline.validate import load_schema

for _room in ("assemble", "batch.worker", "extract", "requirements.attach", "segment"):
    import_module(f"pipeline.{_room}")
for _name in names():
    recognizer(load(_name).entities)
load_schema()
gc.collect()
gc.freeze()  # what is loaded stays: workers neither walk it in search of cycles nor copy its pages
