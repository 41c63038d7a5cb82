"""How messages of nodes travel: signed on both ways, over HTTP."""
