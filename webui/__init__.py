"""The pages and the command line; knows the engine, and holds no rule of its own."""
