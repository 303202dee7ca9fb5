"""Browser windows on the sandbox's page, and what they complain of."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Response

PHONE = {"width": 390, "height": 844}
# Pictures and icons of invented hosts are not there; 422 refuses with words for the person.
_MAY_FAIL = ("sandbox.invalid", "status of 422")


@dataclass
class Windows:
    """Each window is somebody's own: nothing is shared between them."""

    browser: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str, *, dark: bool = False, phone: bool = False) -> Page:
        context = self.browser.new_context(
            color_scheme="dark" if dark else "light",
            viewport=PHONE if phone else {"width": 1200, "height": 800},  # type: ignore[arg-type]
        )
        context.set_default_timeout(60_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda one: self._hear(one.type, one.text))
        page.on("response", self._look)
        # The page is live once its stream is open.
        with page.expect_response("**/live"):
            page.goto(self.url + path)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(one in text for one in _MAY_FAIL):
            self.complaints.append(text)

    def _look(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")
