"""A noun phrase in a path to the licence, certificate or registration that it names."""

from __future__ import annotations

from pipeline.requirements import words
from pipeline.requirements.lexer import Line
from pipeline.requirements.phrase import Head, phrase_end


def read_license(
    line: Line, i: int, noun: int, end: int, marked: bool, strong: bool
) -> Head | None:
    """A licence by the last word of its name; registration as an apprentice is none."""
    keys, name = line.keys, line.keys[end - 1]
    if name == "requirements" and "practice" in keys[end : end + 3]:
        return Head("license", i, noun, end, marked, opened=strong)
    if name == "registration" and keys[end] == "in" and "apprenticeship" in keys[end : end + 6]:
        return Head("other", i, noun, end, strong=True)
    if name in words.LICENSES:
        end = _past_second_license(line, end)
        bare = end - noun == 1 and keys[end] in ("as", "by", "to", "in", "with")
        title_cased = line.capitals[noun] or keys[noun] == "active"
        return Head("license", i, noun, end, marked or bare or title_cased, opened=strong)
    return None


def past_proper_name(line: Line, noun: int, end: int) -> int:
    """The end of a licence with a name of many words: `a current Parks and Forests certificate`."""
    keys = line.keys
    if keys[end - 1] in words.LICENSES or keys[noun] not in words.DETERMINERS:
        return end
    for i in range(end, min(noun + 24, line.size)):
        if keys[i] in words.LICENSES:
            return i + 1
        joins = keys[i] in ("of", "and", "the", "for", "or", "(", ")", "/", "on")
        if not (joins or line.capitals[i]):
            return end
    return end


def _past_second_license(line: Line, i: int) -> int:
    """Past `and current registration` in `a license and current registration to practice`."""
    end = phrase_end(line, i + 1)
    alone = line.keys[i] == "and" and line.keys[i + 1] not in ("a", "an", "the")
    return end if alone and i + 1 < end < i + 4 and line.keys[end - 1] in words.LICENSES else i
