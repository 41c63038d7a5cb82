"""The five-bed network as a discrete-event simulation.  Source: JA-2.1.2, SM-3.5, SM-3.6."""
