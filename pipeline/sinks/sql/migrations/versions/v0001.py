"""Version 1: the tables of the relational model, as they were then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
views = "785775442245471536438fbb2be6a82a030ac959dd87e9f3319f1884f7a0ee1b"

_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "": sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    "int": sa.Integer(),
    "float": sa.Double(),
    "bool": sa.Boolean(),
    "json": sa.Text().with_variant(JSONB(), "postgresql"),
    "time": sa.DateTime(timezone=True),
}
_Lists = tuple[str, ...]


def upgrade() -> None:
    """Create every table."""
    _create(
        "jurisdiction",
        """
        jurisdiction country subdivision?
        """,
        key="jurisdiction",
    )
    _create(
        "occupational_group",
        """
        jurisdiction code name?
        """,
        key="jurisdiction code",
        references=("jurisdiction > jurisdiction(jurisdiction)",),
    )
    _create(
        "source_document",
        """
        document_id jurisdiction standard_number? status claim document_type issuer? file
        also:json media_type bytes:int sha256 text_sha256 pages:int? ocr:bool encoding?
        issued_raw? issued? established_raw? established? revised_raw? revised?
        title_changed_raw? title_changed? notes:json abbreviations:json residue:json
        characters_total:int characters_placed:int characters_labels:int
        characters_furniture:int characters_residue:int profile_name profile_version parser_name
        parser_version schema_version content_sha256 record_sha256 valid_from:time
        valid_to:time? loaded_at:time
        """,
        key="document_id",
        references=("jurisdiction > jurisdiction(jurisdiction)",),
        unique=("jurisdiction standard_number status claim",),
    )
    _create(
        "class_series",
        """
        document_id jurisdiction title? occupational_group? description:json classes:int
        """,
        key="document_id",
        references=(
            "document_id > source_document(document_id)",
            "jurisdiction occupational_group > occupational_group(jurisdiction code)",
        ),
        indexes=("jurisdiction occupational_group",),
    )
    _create(
        "class_title",
        """
        class_id document_id jurisdiction ordinal:int pointer code? title? base_title? level?
        level_number:int? parenthetic? grade_raw? grade_scheme? grade_value:int?
        grade_plan_code? alternate_codes:json inherits_duties_of:json content_sha256
        valid_from:time valid_to:time?
        """,
        key="class_id",
        references=("document_id > source_document(document_id)",),
        indexes=(
            "document_id",
            "jurisdiction code",
            "grade_scheme grade_value",
        ),
    )
    _create(
        "distinguishing_characteristic",
        """
        class_id ordinal:int document_id pointer text
        """,
        key="class_id ordinal",
        references=("class_id > class_title(class_id)",),
        indexes=("document_id",),
    )
    _create(
        "duty",
        """
        class_id ordinal:int document_id pointer text theme? depth:int
        """,
        key="class_id ordinal",
        references=("class_id > class_title(class_id)",),
        indexes=("document_id",),
    )
    _create(
        "qualification_path",
        """
        class_id ordinal:int document_id pointer track label? text requirement:json?
        footnotes:json unparsed:json needs_degree:bool?
        """,
        key="class_id ordinal",
        references=("class_id > class_title(class_id)",),
        indexes=(
            "document_id",
            "track",
        ),
    )
    _create(
        "substitution",
        """
        document_id pointer parent_pointer? ordinal:int text replaces:json? substitute:json?
        months:int? cap_months:int? ratio?
        """,
        key="document_id pointer",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "requirement",
        """
        document_id pointer parent_pointer? ordinal:int depth:int role class_id? path:int?
        substitution? op? type? text months:int? amount:float? unit? level? fields:json?
        credits:int? or_higher:bool? description? of_which:json? footnotes:json? title? code?
        class_ordinal:int? status? minimum_grade:int? name? needs_degree:bool?
        """,
        key="document_id pointer",
        references=(
            "document_id > source_document(document_id)",
            "class_id path > qualification_path(class_id ordinal)",
            "document_id substitution > substitution(document_id pointer)",
        ),
        indexes=(
            "class_id path",
            "type",
            "document_id parent_pointer",
        ),
    )
    _create(
        "related_class",
        """
        document_id ordinal:int pointer title code? text
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "section",
        """
        document_id ordinal:int pointer kind heading? level:int class_ordinal:int? text:json
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "footnote",
        """
        document_id ordinal:int pointer marker text
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "citation",
        """
        document_id ordinal:int pointer text kind value
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
        indexes=("kind value",),
    )
    _create(
        "entity",
        """
        document_id ordinal:int label text start_offset:int end_offset:int value:json?
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
        indexes=("document_id label",),
    )
    _create(
        "evidence",
        """
        document_id pointer start_offset:int end_offset:int spans:json page:int? boxes:json?
        rule
        """,
        key="document_id pointer",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "parse_issue",
        """
        document_id ordinal:int code severity message pointer? start_offset:int? end_offset:int?
        """,
        key="document_id ordinal",
        references=("document_id > source_document(document_id)",),
        indexes=("code",),
    )
    _create(
        "load_run",
        """
        load_run_id:int source started_at:time finished_at:time? outcome records:int added:int
        changed:int refreshed:int reopened:int unchanged:int failed:int not_reached:int
        withdrawn:int kept:int rows_written:int failures:json
        """,
        key="load_run_id",
    )
    _create(
        "source_document_history",
        """
        document_id jurisdiction standard_number? status claim document_type issuer? file
        also:json media_type bytes:int sha256 text_sha256 pages:int? ocr:bool encoding?
        issued_raw? issued? established_raw? established? revised_raw? revised?
        title_changed_raw? title_changed? notes:json abbreviations:json residue:json
        characters_total:int characters_placed:int characters_labels:int
        characters_furniture:int characters_residue:int profile_name profile_version parser_name
        parser_version schema_version content_sha256 record_sha256 valid_from:time valid_to:time
        loaded_at:time
        """,
        key="document_id valid_from",
        references=("document_id > source_document(document_id)",),
    )
    _create(
        "class_title_history",
        """
        class_id document_id jurisdiction ordinal:int pointer code? title? base_title? level?
        level_number:int? parenthetic? grade_raw? grade_scheme? grade_value:int?
        grade_plan_code? alternate_codes:json inherits_duties_of:json content_sha256
        valid_from:time valid_to:time
        """,
        key="class_id valid_from",
        references=("class_id > class_title(class_id)",),
    )


def _create(
    table: str,
    columns: str,
    *,
    key: str,
    references: _Lists = (),
    unique: _Lists = (),
    indexes: _Lists = (),
) -> None:
    """A table; a column is its name, `:` and its type unless it is text, `?` if it may be null."""
    op.create_table(
        table,
        *map(_column, columns.split()),
        sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}"),
        *_references(table, references),
        *(sa.UniqueConstraint(*u.split(), name=_name("uq", table, u)) for u in unique),
    )
    for names in indexes:
        op.create_index(_name("ix", table, names), table, names.split())


def _column(words: str) -> sa.Column[Any]:
    name, _, kind = words.rstrip("?").partition(":")
    numbered = name == "load_run_id"
    nullable = words.endswith("?")
    return sa.Column(name, _TYPES[kind], nullable=nullable, autoincrement=numbered)


def _references(table: str, references: _Lists) -> Iterator[sa.ForeignKeyConstraint]:
    """Foreign keys from `column column > table(key key)`."""
    for words in references:
        columns, _, target = words.partition(" > ")
        other, _, keys = target.rstrip(")").partition("(")
        yield sa.ForeignKeyConstraint(
            columns.split(),
            [f"{other}.{key}" for key in keys.split()],
            name=_name("fk", table, columns),
        )


def _name(kind: str, table: str, columns: str) -> str:
    return "_".join((kind, table, *columns.split()))
