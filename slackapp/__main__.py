"""`python -m slackapp` and the command `slackapp` start here."""

from slackapp.cli.main import main

if __name__ == "__main__":
    main()
