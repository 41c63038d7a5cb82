"""The five-bed board for desks, the public bed page, the public application."""
