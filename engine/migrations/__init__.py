"""How databases grow: one step after the other, each in `versions`."""
