"""What teams count: asked for in check-ins and by /measure, kept by the day, judged, and shown as a chart."""
