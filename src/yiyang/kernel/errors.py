"""Requests understood and declined."""

from __future__ import annotations

from typing import ClassVar

from yiyang.kernel.messages import Message, Param


class Refused(Exception):
    """The request was understood and declined; nothing has been written.

    A subclass completes the sentence "Refused because ..." and carries a stable ``code``
    for clients.  Its sentence, in both languages, stands under that code in ``texts.yaml``.
    """

    code: ClassVar[str] = "REFUSED"

    def __init__(self, **params: Param) -> None:
        self.message = Message(self.code, params)
        super().__init__(self.code)
