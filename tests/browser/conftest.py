"""A real browser: Chromium of the system, driven by Playwright."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.windows import Windows
from tests.sandbox import conftest as of_the_sandbox
from tests.sandbox.stage import Stage

stage = of_the_sandbox.stage
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("needs Chromium: apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@pytest.fixture
def windows(browser: Browser, stage: Stage) -> Iterator[Windows]:
    """Opens windows on the stage's page; at the end nothing may have gone wrong in any."""
    opened = Windows(browser, stage.url)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def page(windows: Windows) -> Page:
    """Ana looks at #general."""
    return windows.open("/acme/as/U1/archives/C1")
