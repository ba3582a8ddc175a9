"""Mellom: process guidance between the sessions of a quality improvement collaborative."""
