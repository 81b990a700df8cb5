"""Moto's server, which also writes the action of every call into a file, one a line."""
import logging
import sys
import urllib.parse
from io import BytesIO

import moto.server

port, log = sys.argv[1], open(sys.argv[2], "a", buffering=1)
serve = moto.server.DomainDispatcherApplication.__call__


def counted(application, environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    action = urllib.parse.parse_qs(body.decode()).get("Action")
    if action:
        log.write(action[0] + "\n")
    return serve(application, environ, start_response)


moto.server.DomainDispatcherApplication.__call__ = counted
logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto.server.main(["-H", "127.0.0.1", "-p", port])
