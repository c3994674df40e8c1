"""The headers that nginx sets for its own answers, and the application for the others."""

import re
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent.parent / "deploy" / "nginx" / "headers.conf"
HEADERS = dict(re.findall(r'^add_header (\S+) "(.+)" always;$', FILE.read_text(), re.MULTILINE))
