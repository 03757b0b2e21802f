#!/usr/bin/env python3
"""Walks the sandbox's list once and prints curl's configuration for all of its pages: pages.py URL ROWS, token in SANDBOX_TOKEN.

curl can then fetch them in one go over one connection; as a next link is in the page before it, curl alone could not.
Ends with 1 where the pages do not hold as many rows as they should.
"""
import http.client
import os
import re
import sys
import urllib.parse

LIST = "/v1.0/engagements/referrals"


def pages(url, token):
    """Each page's path and text. A next link leads nowhere by itself, as the real ones: its query is what counts."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
    path = LIST
    while path:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {text[:200]}")
        yield path, text
        found = re.search(rb'"@odata\.nextLink":"[^"]*\?([^"]*)"\}$', text)
        path = found and f"{LIST}?{found[1].decode()}"


def main():
    url, rows, token = sys.argv[1], int(sys.argv[2]), os.environ["SANDBOX_TOKEN"]
    print(f'header = "Authorization: Bearer {token}"')
    count = 0
    for path, text in pages(url, token):
        count += text.count(b'"engagementId":')
        print(f'url = "{url}{path}"\noutput = "/dev/null"')
    if count != rows:
        sys.exit(f"{count} rows on all pages, not {rows}")


if __name__ == "__main__":
    main()
