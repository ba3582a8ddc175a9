"""What goes to mailboxes instead of chats, and the links in it by which a reader answers."""
