"""Whether a resource is sound FHIR: its structure always, profiles where definitions are at hand.

Pure: the definitions (StructureDefinition, ValueSet, CodeSystem) are passed in as a ``Library``;
the repository ships none of others' files.
"""

from yiyang.rules.fhir_check.issues import Issue, Severity
from yiyang.rules.fhir_check.validating import Asked, Definitions, check

__all__ = ["Asked", "Definitions", "Issue", "Severity", "check"]
