"""Documents as files: finished words, tables and charts on pages that can be printed and handed out."""
