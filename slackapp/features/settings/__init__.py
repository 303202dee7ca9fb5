"""Settings: what admins choose for everybody, from the first [Start] on."""
