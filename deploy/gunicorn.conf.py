"""How gunicorn serves the site: the demonstration, the units of systemd, and the container."""

import gc

from cms import environment

wsgi_app = "cms.wsgi"
workers = int(environment.read("WEB_WORKERS"))
threads = 4
# The workers share the memory of the code, and one that is replaced serves at once. Loading the
# code opens no connection to the database, which they must not share.
preload_app = True
# What is loaded before they are forked stays: the garbage collector neither looks at it again and
# again meanwhile, nor writes to it afterwards, which would end the sharing.
gc.disable()
# A worker that hangs, and what it does after it was told to stop: seconds.
timeout, graceful_timeout = 60, 30
# Memory that is never given back does not grow for ever. Not all workers are replaced together.
max_requests, max_requests_jitter = 5000, 500
# As long as nginx accepts; filters and searches are part of the line.
limit_request_line = 8190
control_socket_disable = True


def when_ready(server) -> None:
    gc.freeze()
    gc.enable()
