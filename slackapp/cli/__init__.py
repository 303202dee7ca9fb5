"""The command line: every command reads its config, does one thing and says how it went."""
