"""Prints {"id", "text"} of each page by Python trafilatura, and the processor's time on standard error."""

import gzip
import json
import os
import sys
import time

import trafilatura

folder = sys.argv[1]
seconds = 0.0
names = sorted(os.listdir(folder))
for name in names:
    path = os.path.join(folder, name)
    opened = gzip.open(path) if name.endswith(".gz") else open(path, "rb")
    with opened as page:
        html = page.read()
    start = time.process_time()
    text = trafilatura.extract(html, include_comments=False) or ""
    seconds += time.process_time() - start
    print(json.dumps({"id": name, "text": text}))
print(f"{len(names)} pages in {seconds:.2f} s: {len(names) / seconds:.0f} pages/s", file=sys.stderr)
