"""Family doctor agreements: a resident's pages, the desk's, the organisation's."""
