// Runs Lighthouse with its mobile profile on one URL after the other. Reads a JSON list of objects
// with an address, its headers and the audits to skip; writes a JSON line for each.

import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];
const PASSED = 0.9; // Lighthouse's own limit between green and orange

const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });

async function measure({ address, headers, skipped }) {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    onlyCategories: CATEGORIES,
    skipAudits: skipped,
    extraHeaders: headers,
  });
  const weighed = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs).filter(
    ({ id, weight }) => weight && lhr.audits[id].score !== null,
  );
  return {
    scores: CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100)),
    failed: weighed.map(({ id }) => id).filter((id) => lhr.audits[id].score < PASSED),
    error: lhr.runtimeError?.message,
  };
}

try {
  for (const page of JSON.parse(readFileSync(0, "utf8"))) {
    console.log(JSON.stringify(await measure(page)));
  }
} finally {
  await chrome.kill();
}
