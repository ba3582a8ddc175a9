"""The posters: finished words and a link, drawn as a picture and as a page to print."""
