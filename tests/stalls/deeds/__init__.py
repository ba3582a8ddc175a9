"""What people, programme files and fate do, in the sentences of the table."""

from tests.stalls.deeds import answering, files, phones, staff

__all__ = ["answering", "files", "phones", "staff"]
