"""The web edge: health, readiness, metrics and the webhook."""
