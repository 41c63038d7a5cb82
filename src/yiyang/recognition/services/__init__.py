"""Recognising earlier results, ordering anew, and the certificates that recognition hangs on."""

from yiyang.recognition.services.certificates import (
    Certified,
    Holding,
    end_certificate,
    keep_certificate,
)
from yiyang.recognition.services.ordering import (
    Wanted,
    cancel_order,
    finish_order,
    order_item,
    recognise_result,
)

__all__ = [
    "Certified",
    "Holding",
    "Wanted",
    "cancel_order",
    "end_certificate",
    "finish_order",
    "keep_certificate",
    "order_item",
    "recognise_result",
]
