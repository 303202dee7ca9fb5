"""What is counted shows where Prometheus reads it."""

import httpx
import pytest

from slackapp.observability import metrics


def shown(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_events_and_readings_are_counted_by_outcome() -> None:
    before = shown("slackapp_events_received_total", outcome="stored")
    metrics.count_event("stored")
    assert shown("slackapp_events_received_total", outcome="stored") == before + 1
    before = shown("slackapp_events_read_total", outcome="done")
    metrics.count_read("done")
    assert shown("slackapp_events_read_total", outcome="done") == before + 1


def test_posts_are_counted_by_state() -> None:
    before = shown("slackapp_posts_total", state="sent")
    metrics.count_post("sent")
    assert shown("slackapp_posts_total", state="sent") == before + 1


def test_a_state_that_is_empty_again_is_not_shown_as_full() -> None:
    metrics.show_inbox({"open": 3, "dead": 1})
    metrics.show_inbox({"open": 2})
    assert (shown("slackapp_inbox", state="open"), shown("slackapp_inbox", state="dead")) == (2, 0)


def test_how_fast_we_answer_is_counted() -> None:
    before = shown("slackapp_ack_seconds_count")
    metrics.count_ack(0.2)
    assert shown("slackapp_ack_seconds_count") == before + 1


def test_prometheus_can_read_it() -> None:
    metrics.count_event("stored")
    assert b'slackapp_events_received_total{outcome="stored"}' in metrics.exposition()


def test_they_may_have_a_port_of_their_own_for_as_long_as_the_app_serves() -> None:
    with metrics.exposed("127.0.0.1", 0) as port:
        address = f"http://127.0.0.1:{port}/metrics"
        assert "slackapp_events_received" in httpx.get(address).text
        assert httpx.post(address).status_code == httpx.codes.METHOD_NOT_ALLOWED
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
