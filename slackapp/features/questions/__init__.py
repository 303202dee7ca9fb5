"""Questions people ask, who helped, and what was helped before."""
