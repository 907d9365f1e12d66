"""The exception tree of the pipeline.

PipelineError
├── SourceError        the document cannot become a record: it is rejected by name
└── ConfigurationError a profile, schema or option is wrong: nothing can run
"""

from __future__ import annotations

REJECTS: dict[str, str] = {
    "empty-file": "The file holds no bytes or no text; fetch it again.",
    "too-large": "The file is larger than the limit; raise --max-bytes or split it.",
    "unreadable": "The file cannot be read; check the path and its permissions.",
    "unsupported-media-type": (
        "No extractor reads this kind of file; convert it to PDF, DOCX, HTML or text."
    ),
    "corrupt-file": "The file is damaged or cut short; fetch it again from its source.",
    "encrypted": "The file is protected by a password; remove the protection first.",
    "archive-limit": (
        "The archive holds more than the limits allow (members, expanded bytes, ratio, depth); "
        "unpack it or split it, or raise the limit."
    ),
    "unsafe-member": (
        "The archive names a link, a device or a place outside itself, which is never unpacked; "
        "pack the plain file."
    ),
    "no-text-layer": "The pages are pictures without text; run OCR on the file first.",
    "not-a-standard": (
        "Nothing here looks like a specification; check the file, or name a profile with --profile."
    ),
    "timeout": "Reading took longer than the limit; raise --timeout or split the file.",
    "memory": "Reading took more memory than the limit; raise --memory or split the file.",
    "crashed": "The process that read the file died each time; please report it with the file.",
    "internal-error": "The parser failed on this document; please report it with the file.",
}
"""Every reason a document may be refused for, with advice for the person who sent it."""


class PipelineError(Exception):
    """Base of everything the pipeline raises on purpose."""


class SourceError(PipelineError):
    """A document that cannot become a record.

    `code` is a key of `REJECTS`; `detail` says what was found in this file.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @property
    def advice(self) -> str:
        """What the sender can do about it."""
        return REJECTS[self.code]

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        return (SourceError, (self.code, self.detail))


class ConfigurationError(PipelineError):
    """A profile, schema or option that cannot be used; the message names it."""


class Terminated(KeyboardInterrupt):
    """The process was asked to end by SIGTERM."""
