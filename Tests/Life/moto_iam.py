"""Moto's IAM on a free port of 127.0.0.1, with what it is known to lack put in; prints the port when it is ready.

Each supplement is named once, with its reason. Everything else is moto's own. The server ends with its standard input.

Besides IAM it answers, to the test alone:
    GET  /life/calls       how often each action was called since the last reset
    GET  /life/passwords   every password that any user ever had
    POST /life/hold?n=3    from now on: carry the third changing call out, and keep its answer back
    GET  /life/held        whether an answer is being kept back
    POST /life/release     give it
"""

import collections
import io
import json
import os
import sys
import threading
import urllib.parse
import warnings

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.iam import models, responses
from moto.iam.exceptions import DeleteConflictException, IAMException, NoSuchEntity
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

PASSWORDS = []
REPORT_TIME = "%Y-%m-%dT%H:%M:%S+00:00"
# AccessDenied is common to all of AWS, so no shape of IAM's own describes it.
warnings.filterwarnings("ignore", message=".*AccessDenied")


class AccessDenied(IAMException):
    code = "AccessDenied"


# moto dates every password to the user's creation, so nobody is ever seen to have changed one.
def set_password(user, password):
    user._password = password
    user.password_changed = utcnow() if password else None
    if password:
        PASSWORDS.append(password)


models.User.password = property(lambda user: user._password, set_password)
moto_row = models.User.to_csv


def row(user):
    cells = moto_row(user).rstrip("\n").split(",")
    cells[5] = user.password_changed.strftime(REPORT_TIME) if user.password_changed else "N/A"
    return ",".join(cells) + "\n"


models.User.to_csv = row
moto_report = models.IAMBackend.get_credential_report


# moto's report has no row for the account's root, which every report of IAM begins with.
def report(backend):
    head, *rows = moto_report(backend).splitlines(keepends=True)
    root = f"<root_account>,arn:aws:iam::{backend.account_id}:root,2020-01-01T00:00:00+00:00,not_supported,no_information"
    root += ",not_supported,not_supported,true" + ",false,N/A,N/A,N/A,N/A" * 2 + ",false,N/A,false,N/A\n"
    return head + root + "".join(rows)


models.IAMBackend.get_credential_report = report


# moto dates every report to a day in 2015.
def report_response(response):
    text = response.backend.get_credential_report()
    return ActionResult({"Content": text, "ReportFormat": "text/csv", "GeneratedTime": utcnow()})


responses.IamResponse.get_credential_report = report_response
moto_delete_user = models.IAMBackend.delete_user


# moto deletes users who still have a password, keys, groups, MFA devices, SSH keys, certificates or service credentials.
def delete_user(backend, user_name):
    user = backend.get_user(user_name)
    left = {
        "login profile": user.password, "access keys": user.access_keys, "groups": backend.get_groups_for_user(user_name),
        "MFA device": user.mfa_devices, "SSH public keys": user.ssh_public_keys, "signing certificates": user.signing_certificates,
        "service specific credentials": service_credentials(user),
    }
    for what, there in left.items():
        if there:
            raise DeleteConflictException(f"Cannot delete entity, must delete {what} first.")
    moto_delete_user(backend, user_name)


models.IAMBackend.delete_user = delete_user
moto_delete_device = models.IAMBackend.delete_virtual_mfa_device


# moto deletes virtual devices that are still somebody's.
def delete_device(backend, serial_number):
    if any(serial_number in user.mfa_devices for user in backend.users.values()):
        raise DeleteConflictException("MFA VirtualDevice in use. Must deactivate first.")
    moto_delete_device(backend, serial_number)


models.IAMBackend.delete_virtual_mfa_device = delete_device


# moto has no ChangePassword. Nor has it console sessions: whoever knows the old password is its user. AWS would not let them
# without MFA, by the duty policy, which moto does not judge: so MFA is demanded here.
def change_password(response):
    old, new = response._get_param("OldPassword"), response._get_param("NewPassword")
    user = next((user for user in response.backend.users.values() if user.password == old), None)
    if user is None or not user.mfa_devices:
        raise AccessDenied("not the password of a user with MFA")
    user.password = new
    return EmptyResult()


responses.IamResponse.change_password = change_password


# moto has none of the calls about service-specific credentials.
def service_credentials(user):
    return user.__dict__.setdefault("service_credentials", [])


def create_service_specific_credential(response):
    name, service = response._get_param("UserName"), response._get_param("ServiceName")
    there = service_credentials(response.backend.get_user(name))
    made = {
        "UserName": name, "ServiceName": service, "Status": "Active", "CreateDate": utcnow(), "ServiceUserName": f"{name}-at-x",
        "ServicePassword": "not-a-console-password", "ServiceSpecificCredentialId": f"ACCA{models.random_resource_id(16)}",
    }
    there.append(made)
    return ActionResult({"ServiceSpecificCredential": made})


def list_service_specific_credentials(response):
    there = service_credentials(response.backend.get_user(response._get_param("UserName")))
    return ActionResult({"ServiceSpecificCredentials": there})


def delete_service_specific_credential(response):
    there = service_credentials(response.backend.get_user(response._get_param("UserName")))
    found = [one for one in there if one["ServiceSpecificCredentialId"] == response._get_param("ServiceSpecificCredentialId")]
    if not found:
        raise NoSuchEntity("The service specific credential cannot be found.")
    there.remove(found[0])
    return EmptyResult()


for call in [create_service_specific_credential, list_service_specific_credentials, delete_service_specific_credential]:
    setattr(responses.IamResponse, call.__name__, call)


class Door:
    """Counts the calls, lets one at a time through (moto is not safe for threads), and keeps an answer back when told to."""

    def __init__(self, app):
        self.app = app
        self.calls = collections.Counter()
        self.lock = threading.Lock()
        self.until_hold = 0
        self.held = False
        self.released = threading.Event()

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/life/"):
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self.answer(path[6:], environ["QUERY_STRING"])).encode()]
        if path == "/moto-api/reset":
            self.calls.clear()
            PASSWORDS.clear()
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        action = urllib.parse.parse_qs(body.decode("utf-8", "replace")).get("Action", [""])[0]
        with self.lock:
            answer = list(self.app(environ, start_response))
            self.calls[action] += 1 if action else 0
            holds = self.counts_down(action)
        if holds:
            self.released.wait(60)
        return answer

    def counts_down(self, action):
        if not self.until_hold or action.startswith(("Get", "List", "Generate")) or not action:
            return False
        self.until_hold -= 1
        self.held = self.until_hold == 0
        return self.held

    def answer(self, what, query):
        if what == "calls":
            return self.calls
        if what == "passwords":
            return PASSWORDS
        if what == "hold":
            self.released.clear()
            self.until_hold = int(urllib.parse.parse_qs(query)["n"][0])
        if what == "release":
            self.until_hold, self.held = 0, False
            self.released.set()
        return self.held


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def main():
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server = make_server("127.0.0.1", 0, Door(DomainDispatcherApplication(create_backend_app)), threaded=True, request_handler=Quiet)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
