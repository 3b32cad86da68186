// What must hold on every page, whatever the journey is about.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

// WCAG 2.2 AA as far as a program can judge it. The source is evaluated, not added as a script:
// the page's Content-Security-Policy rightly refuses scripts it does not know.
export async function assertAccessible(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), WCAG);
  const told = violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `    ${n.html}\n    ${n.failureSummary}`).join("\n")}`);
  assert.equal(violations.length, 0, `${where} at ${page.url()}:\n${told.join("\n")}`);
}

// Nothing is wider than the window: a page that scrolls sideways cannot be read with one thumb.
export async function assertFits(page, where) {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const over = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > limit + 1);
    return [`${document.documentElement.scrollWidth}px > ${limit}px`, ...over.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  });
  assert.deepEqual(wide, [], where);
}

// Collects everything the browser complains about. Refusals (4xx) of the page itself are part of a
// journey; a missing script or style is not, and neither is a server error.
export function complaintsOf(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    const refusalEcho = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !refusalEcho) complaints.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    const ours = ["document", "fetch", "xhr"].includes(response.request().resourceType());
    const bad = response.status() >= 500 || (response.status() >= 400 && !ours);
    if (bad) complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  page.on("request", (request) => {
    const host = new URL(request.url()).hostname;
    if (host && host !== "127.0.0.1") complaints.push(`leaves the machine: ${request.url()}`);
  });
  return complaints;
}
