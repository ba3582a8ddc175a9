"""What teams count, over time: series of points, the rules by which they are judged, and their picture in words."""
