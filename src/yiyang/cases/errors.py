"""Why a step in a case is declined.  Each names who was first by role and moment, never by name."""

from yiyang.kernel.errors import Refused


class CaseMovedOn(Refused):
    """Somebody else acted on the case after the page was read."""

    code = "CASE_MOVED_ON"


class ActionNotOpen(Refused):
    """The action cannot be done in the case's present state."""

    code = "ACTION_NOT_OPEN"


class DocumentsMissing(Refused):
    """The action needs documents that the case does not have."""

    code = "DOCUMENTS_MISSING"


class NoteMissing(Refused):
    """The action needs a reason in words."""

    code = "NOTE_MISSING"


class TaskNotOpen(Refused):
    """The task is done or cancelled already."""

    code = "TASK_NOT_OPEN"


class CaseClosed(Refused):
    """The case is closed."""

    code = "CASE_CLOSED"
