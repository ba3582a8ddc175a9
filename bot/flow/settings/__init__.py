"""What somebody chooses for themselves: hours, working days, language, and who reports for the team."""
