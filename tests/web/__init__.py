"""A web server on 127.0.0.1 that serves what a test puts there, well or badly."""

from tests.web.outlet import STORIES, Outlet, page_of, rss_of
from tests.web.server import Page, WebServer

__all__ = ["STORIES", "Outlet", "Page", "WebServer", "page_of", "rss_of"]
