"""CDS Hooks: what an ordering system is told before its doctor orders (``/cds-services``)."""
