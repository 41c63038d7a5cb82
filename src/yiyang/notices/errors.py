"""Why something about a notice is declined."""

from yiyang.kernel.errors import Refused


class AlreadyAcknowledged(Refused):
    """Somebody answered the notice before."""

    code = "ALREADY_ACKNOWLEDGED"
