"""Batches written to a file of the kind its name says: Parquet, CSV, CSV.gz."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from yiyang.analytics.grouping.cases import GZIP, PARQUET


class Writer:
    """Writes batches to a file of the kind its name says; there only when all are written."""

    def __init__(self, path: Path, marks: Mapping[bytes, bytes] | None = None) -> None:
        self.path = path
        self.marks = marks
        self.beside = path.with_name(f".{path.name}.part")
        self.sink: Any = None
        self.stream: Any = None

    def __enter__(self) -> Writer:
        return self

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; the first batch decides the columns."""
        if self.sink is None:
            self._open(batch.schema)
        self.sink.write_batch(batch)

    def _open(self, schema: pa.Schema) -> None:
        name = self.path.name.lower()
        if name.endswith(PARQUET):
            self.sink = parquet.ParquetWriter(self.beside, schema, compression="zstd")
            if self.marks:
                self.sink.add_key_value_metadata(self.marks)
            return
        self.stream = pa.output_stream(
            str(self.beside), compression="gzip" if name.endswith(GZIP) else None
        )
        options = arrow_csv.WriteOptions(quoting_style="needed")
        self.sink = arrow_csv.CSVWriter(self.stream, schema, write_options=options)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            for opened in (self.sink, self.stream):
                if opened is not None:
                    opened.close()
            if kind is None and self.sink is not None:
                self.beside.replace(self.path)
        finally:
            self.beside.unlink(missing_ok=True)  # gone already where it was moved
