"""What the room offers the app."""

from datetime import timedelta

from slackapp.database.engines import Database
from slackapp.features.leaderboard import store
from slackapp.features.leaderboard.feature import FEATURE
from slackapp.features.leaderboard.rules.trend import TrendWeek
from slackapp.features.leaderboard.settings import LeaderboardSettings
from slackapp.features.leaderboard.use_cases import posting
from slackapp.outbox.posts import list_posts
from slackapp.workspace.settings import save_settings
from tests.builders.databases import transaction
from tests.features.leaderboard.builders import MONDAY_NINE, WEEK, Giving, open_workspace


def test_the_planned_post_says_what_was_planned(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        people = open_workspace(tx, members=("<!here>", "Bo", "Cy", "Di", "Eva"))
        giving = Giving(tx, people)
        giving.give("<!here>", "Bo")
        planned = posting.post_week(tx, week=WEEK, offers=[], channel_id="C1")
        giving.give("Cy", "Bo")
        [post] = list_posts(tx)
        said = FEATURE.posts[post.kind](tx, post.subject)
        assert said is not None
        assert "<!here>: thanked 1" in planned.text
        assert said.text == planned.text.replace("<!here>", "&lt;!here&gt;")
        assert said.blocks[0]["type"] == "header"


def test_a_skipped_week_says_nothing(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE) as tx:
        open_workspace(tx)
        save_settings(tx, LeaderboardSettings(channel="C1"))
        posting.post_due_week(tx, offers=[])
        assert FEATURE.posts[posting.WEEKLY_POST](tx, str(WEEK)) is None


def test_home_shows_how_the_last_board_s_shares_went(database: Database) -> None:
    with transaction(database, now=MONDAY_NINE + timedelta(hours=1)) as tx:
        open_workspace(tx)
        [card] = FEATURE.home_cards
        assert list(card.draw(tx, 1)) == []
        trend = (TrendWeek(WEEK.previous(), 60, 70), TrendWeek(WEEK, 85, 86))
        post = store.WeekPost(week=WEEK, state="posted", planned_at=tx.now, trend=trend)
        store.add_post(tx, post)
        title, line = card.draw(tx, 1)
        assert title["text"]["text"] == "*All of us*"
        assert line["elements"][0]["text"] == (
            "2 weeks: thanked ▅▇ 60 → 85 %, answered ▆▇ 70 → 86 %"
        )
