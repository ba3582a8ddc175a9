"""Texts outside the check-ins: asked for, shown once more where others will read them, and kept where they belong."""
