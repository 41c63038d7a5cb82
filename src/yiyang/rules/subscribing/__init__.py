"""FHIR Subscriptions by topic: which topics there are, what is asked, and what is sent.

Source: HL7 FHIR Subscriptions R5 Backport 1.1 (STU 1.1), the parts for FHIR R4.
"""
