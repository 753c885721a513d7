"""A person's requests to a real server, as a browser would send them."""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.office import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """One signed-in person."""

    def __init__(self, port: int, login: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.get("/masuk")
        self.post("/masuk", {"login": login, "password": PASSWORD})
        self.get("/akun")

    def get(self, path: str) -> tuple[int, float]:
        """Status and milliseconds of a GET; remembers the form token."""
        return self._send("GET", path, None)

    def post(self, path: str, values: dict[str, str]) -> tuple[int, float]:
        """Status and milliseconds of a POST with the form token."""
        return self._send("POST", path, urlencode(values | {"csrf_token": self.token}))

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, float]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        took = (time.perf_counter() - began) * 1000
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if found := TOKEN.search(text):
            self.token = found[1]
        self.bytes = len(text.encode())
        return answer.status, took
