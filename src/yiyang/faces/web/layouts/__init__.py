"""Planning the network: sites for services, the grids of a district, the posts that work needs."""
