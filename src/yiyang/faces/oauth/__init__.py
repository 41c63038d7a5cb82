"""The authorisation server: SMART App Launch, Backend Services, OpenID Connect."""
