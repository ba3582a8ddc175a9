"""Files with numbers that people send: spreadsheets and CSV, read as plain lines of cells."""
