"""Why recognising or ordering is declined.  Each sentence stands in ``texts.yaml``."""

from yiyang.kernel.errors import Refused


class UnknownItem(Refused):
    """The catalogue has no item with this code."""

    code = "UNKNOWN_TEST"


class NoDoctorHere(Refused):
    """Only a doctor who practises at the institution orders or recognises there."""

    code = "NO_DOCTOR_HERE"


class NotRecognisable(Refused):
    """The result may not be recognised, or is not one that this doctor may read."""

    code = "NOT_RECOGNISABLE"


class NotOrdered(Refused):
    """Something is missing: the case, or its words."""

    code = "NOT_ORDERED"


class OrderOpen(Refused):
    """The institution has an open order of this item for the person."""

    code = "ORDER_OPEN"


class RecognisedToday(Refused):
    """The institution has recognised a result of this item today."""

    code = "RECOGNISED_TODAY"


class OrderEnded(Refused):
    """The order is not open any more."""

    code = "ORDER_ENDED"


class NoResultYet(Refused):
    """The record has no result made since the order."""

    code = "NO_RESULT_YET"


class OrderPersonDied(Refused):
    """Nothing is ordered for who has died."""

    code = "ORDER_PERSON_DIED"


class BadCertificate(Refused):
    """The certificate's item, region, holder or days are not sound; says which."""

    code = "BAD_CERTIFICATE"


class CertificateKnown(Refused):
    """The institution has such a certificate for some of these days."""

    code = "CERTIFICATE_KNOWN"


class CertificateEnded(Refused):
    """The certificate ends before that day already, or begins after it."""

    code = "CERTIFICATE_ENDED"
