"""Family doctor agreements: who may sign what with whom, and why an agreement ends or rests."""
