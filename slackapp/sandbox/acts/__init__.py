"""What people and apps do in a workspace; the app hears of it."""
