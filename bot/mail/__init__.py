"""The mail edge: what is decided for a mailbox goes out by SMTP."""
