"""Pure reading of talk: mrkdwn, mentions, links, thanks."""
