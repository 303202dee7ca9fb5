"""The leaderboard: what the team gave, posted once a week and shown on demand."""
