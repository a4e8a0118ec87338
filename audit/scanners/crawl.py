"""Runs consentcrawl on pages: `python crawl.py CHROMIUM URL…` prints its results as JSON.

Its own command takes Microsoft Edge alone, and downloads seven lists of trackers first. Those lists only mark hosts that
it has already named, so nothing that is compared depends on them.
"""

import asyncio
import json
import sys
from importlib.metadata import version

from consentcrawl import crawl

# It knows banners by such entries. With this one it accepts, and so sees what a yes does.
SAMTYCKE = {
    "id": "samtycke",
    "name": "Samtycke",
    "actions": [{"type": "css-selector", "value": '[data-samtycke-click="accept"]'}],
}


async def main(chromium, urls):
    known = crawl.get_consent_managers()
    crawl.get_consent_managers = lambda: [SAMTYCKE, *known]
    pages = []

    async def keep(results):
        pages.extend(results)

    # A page at a time: they would slow each other down, and it waits for a fixed time.
    await crawl.crawl_batch(
        urls=urls,
        results_function=keep,
        batch_size=1,
        browser_config={"headless": True, "executable_path": chromium},
    )
    json.dump({"version": version("consentcrawl"), "pages": pages}, sys.stdout)


asyncio.run(main(sys.argv[1], sys.argv[2:]))
