"""Whether a posted run is still what it was posted as."""

from __future__ import annotations

from yiyang.accounts.digests import digest_of_query, output_digest
from yiyang.accounts.models import Run
from yiyang.fees.services.freezing import INPUTS
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import digest


class RunChanged(Refused):
    """What the run reckoned with, or what it posted, is not what it was posted as."""

    code = "FEE_RUN_CHANGED"


def input_digest(run: Run) -> str:
    """Return the digest of what a run reckoned with, as it stands now."""
    return digest([digest_of_query(sql, (run.pk,)) for sql in INPUTS])


def refuse_changed(run: Run) -> None:
    """Raise RunChanged when a row behind the run, or a posting of it, was changed."""
    if input_digest(run) != run.input_digest or output_digest(run.pk) != run.output_digest:
        raise RunChanged(period=run.period)
