"""Filing internal medical institutions, and answering the filings."""
