"""msal (Microsoft's client library for Python) as a program whose cache file is moved in and out; its PublicClientApplication at an
issuer of OpenID Connect. Usage: msal-peer.py COMMAND AUTHORITY CACHE, with the settings CA (a PEM file), CLIENT_ID and SCOPE.

  login     by a device code: prints `approve URL`, waits, writes the cache
  token     silently, by the account that is in the cache; writes the cache where msal says that it has changed
  accounts  what is in the cache

The last line is a JSON document: the token and where it came from, or the accounts.
"""
import json
import os
import sys

import msal

command, authority, file = sys.argv[1:]
scopes = [os.environ.get("SCOPE", "orders:read")]
cache = msal.SerializableTokenCache()
if os.path.exists(file):
    with open(file) as opened:
        cache.deserialize(opened.read())
app = msal.PublicClientApplication(
    os.environ.get("CLIENT_ID", "jeton-cli"), oidc_authority=authority, verify=os.environ["CA"], token_cache=cache
)


def log_in():
    flow = app.initiate_device_flow(scopes=scopes)
    if "user_code" not in flow:
        sys.exit(f"no device flow: {flow}")
    print("approve", flow["verification_uri_complete"], flush=True)
    return app.acquire_token_by_device_flow(flow)


def silently():
    accounts = app.get_accounts()
    if not accounts:
        sys.exit("no account in the cache")
    return app.acquire_token_silent_with_error(scopes, account=accounts[0])


if command == "accounts":
    print(json.dumps(app.get_accounts()))
    sys.exit()
answer = log_in() if command == "login" else silently()
if cache.has_state_changed:
    # As the recipe in its documentation does: readable by whoever the umask lets.
    with open(file, "w") as opened:
        opened.write(cache.serialize())
if not answer or "access_token" not in answer:
    sys.exit(f"no token: {answer and answer.get('error')}")
print(json.dumps({"access_token": answer["access_token"], "source": answer.get("token_source")}))
