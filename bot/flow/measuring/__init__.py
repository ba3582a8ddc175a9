"""What teams count: entered, judged, and shown as a chart."""
