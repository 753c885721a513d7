"""Lays out the drawings of SOPs: where steps stand, how flows run between them, where names are."""
