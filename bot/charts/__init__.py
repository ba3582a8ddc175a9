"""Run charts as pictures: one drawing, as PNG for a chat and a document and as SVG for a page."""
