"""The papers of an instance, in words: what fills them, and what stands around them."""
