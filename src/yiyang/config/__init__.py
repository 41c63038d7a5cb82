"""How the program is put together: settings, URLs, the WSGI application."""
