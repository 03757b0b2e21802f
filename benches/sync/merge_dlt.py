#!/usr/bin/env python3
"""The same sync by dlt, with the settings that were fastest: merge_dlt.py URL FOLDER, token in SANDBOX_TOKEN.

CSV by COPY, then one MERGE by id; nested values stay JSON in their column. It reads pages by http.client, which costs it less
than dlt's own REST source and sends the skiptoken as it came: `requests` writes %2f as %2F, and that is another token.
"""
import json
import os
import sys

for name, value in {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "WARNING",
    "EXTRACT__DATA_WRITER__FILE_MAX_ITEMS": "50000",
    "NORMALIZE__DATA_WRITER__FILE_MAX_ITEMS": "50000",
    "NORMALIZE__DATA_WRITER__DISABLE_COMPRESSION": "true",
    "NORMALIZE__WORKERS": "2",
    "LOAD__WORKERS": "2",
    "DATA_WRITER__BUFFER_MAX_ITEMS": "20000",
    "DLT_DATA_DIR": f"{sys.argv[2]}/data",
    "DLT_PROJECT_DIR": f"{sys.argv[2]}/project",
}.items():
    os.environ[name] = value

import dlt  # noqa: E402: it reads its settings when it is imported

from pages import pages  # noqa: E402


def referrals():
    for _, text in pages(sys.argv[1], os.environ["SANDBOX_TOKEN"]):
        yield json.loads(text)["value"]


def main():
    os.makedirs(f"{sys.argv[2]}/project", exist_ok=True)
    how = {"disposition": "merge", "strategy": "upsert"}
    resource = dlt.resource(
        referrals, name="referrals", primary_key="id", write_disposition=how, max_table_nesting=0
    )
    pipeline = dlt.pipeline("referrals", destination="postgres", dataset_name="merged")
    pipeline.run(resource(), loader_file_format="csv").raise_on_failed_jobs()


if __name__ == "__main__":
    main()
