"""Who and where: teams, people, channels, settings, and who may."""
