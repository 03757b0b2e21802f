"""MSAL's silent path from a warm cache, for `cargo bench --bench token`: reads the file, prints the token.

The issuer's metadata, which MSAL fetches at each start, is given from memory: no network is measured.
"""
import json
import sys

import msal

CLIENT, TENANT = "22222222-2222-2222-2222-222222222222", "11111111-1111-1111-1111-111111111111"
AUTHORITY = f"https://login.microsoftonline.com/{TENANT}"
METADATA = {
    "issuer": f"{AUTHORITY}/v2.0",
    "authorization_endpoint": f"{AUTHORITY}/oauth2/v2.0/authorize",
    "token_endpoint": f"{AUTHORITY}/oauth2/v2.0/token",
    "device_authorization_endpoint": f"{AUTHORITY}/oauth2/v2.0/devicecode",
}


class Answer:
    status_code, headers, text = 200, {}, json.dumps(METADATA)

    def raise_for_status(self):
        pass


class Memory:
    def get(self, *_args, **_kwargs):
        return Answer()

    post = get

    def close(self):
        pass


cache = msal.SerializableTokenCache()
with open(sys.argv[1], encoding="utf-8") as file:
    cache.deserialize(file.read())
app = msal.PublicClientApplication(
    CLIENT, authority=AUTHORITY, instance_discovery=False, token_cache=cache, http_client=Memory()
)
scopes = ["https://api.partner.microsoft.com/.default"]
token = app.acquire_token_silent(scopes, account=app.get_accounts()[0])
print(token["access_token"])
