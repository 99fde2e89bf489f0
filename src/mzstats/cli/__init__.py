"""The command line: arguments and messages only."""
