"""How well the app reads real talk: training, and figures with their floors (docs/quality.md)."""
