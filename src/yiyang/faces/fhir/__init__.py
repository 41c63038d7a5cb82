"""The FHIR R4 face at ``/fhir``: the record and the network in the standard of integrators."""
