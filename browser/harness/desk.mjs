// A running desk and the browsers that visit it.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { newDatabase } from "./database.mjs";
import { Server } from "./server.mjs";
import { assertAccessible, assertFits, complaintsOf } from "./checks.mjs";

const SHOTS = path.join(import.meta.dirname, "../shots");
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome"];
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const PATIENCE = 30_000;

const person = (name, email, role, teams, password) => ({ name, email, role, teams, password });

export const ADA = person("Ada Keller", "ada.keller@example.org", "administrator", [], "a long walk by the river 7");
// Works on incidents.
export const BEN = person("Ben Osei", "ben.osei@example.org", "agent", ["Service desk"], "seven boats in the harbour 3");
export const CLEO = person("Cleo Marchetti", "cleo.marchetti@example.org", "agent", ["Service desk", "Networks"], "an umbrella left on tram 12");
// Reports incidents and sees only their own.
export const RIA = person("Ria Lindqvist", "ria.lindqvist@example.org", "requester", [], "the third window stays open 5");

function browserPath() {
  const found = process.env.MAINSTAY_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!found) throw new Error("no Chromium found; name it in MAINSTAY_CHROMIUM");
  return found;
}

// `people` are there beside Ada; `empty`, nobody is.
export async function openDesk({ people = [], empty = false } = {}) {
  await mkdir(SHOTS, { recursive: true });
  const server = await Server.start({ people: empty ? [] : [ADA, ...people], database: newDatabase() });
  const browser = await chromium.launch({ executablePath: browserPath() }).catch(async (error) => {
    await server.stop();
    throw error;
  });
  return new Desk(server, browser);
}

class Desk {
  constructor(server, browser) {
    this.server = server;
    this.browser = browser;
    this.ada = ADA;
  }

  // Runs `story(visit)` in a browser window of its own and fails when the browser complained.
  // `as` (nobody: null), `phone`, `dark`, `scripts` and `language` say how the visitor comes.
  async visit({ as = ADA, phone = false, dark = false, scripts = true, language = "en-GB" } = {}, story) {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      javaScriptEnabled: scripts,
      colorScheme: dark ? "dark" : "light",
      locale: language,
      timezoneId: "UTC",
      ...(phone ? PHONE : { viewport: { width: 1280, height: 860 } }),
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const visit = new Visit(page, complaintsOf(page), scripts);
    try {
      if (as) await visit.signIn(as);
      await story(visit);
      assert.deepEqual(visit.complaints, [], "the browser complained");
    } catch (error) {
      await page.screenshot({ path: path.join(SHOTS, `failed-${Date.now()}.png`) }).catch(() => undefined);
      throw error;
    } finally {
      await context.close();
    }
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
  }
}

class Visit {
  constructor(page, complaints, scripts) {
    this.page = page;
    this.complaints = complaints;
    this.scripts = scripts;
  }

  // Whatever the language.
  async signIn({ email, password }) {
    await this.page.goto("/sign-in");
    await this.page.locator('[name="email"]').fill(email);
    await this.page.locator('[name="password"]').fill(password);
    await this.page.locator('form button[type="submit"]').click();
    await this.page.waitForURL((url) => url.pathname === "/incidents");
  }

  // Holds the page to what every page must keep, and takes its picture. The accessibility checker is
  // itself a script and would wait for ever where scripts are off; its pages are judged with them on.
  async look(name, { whole = true } = {}) {
    // A bar that sticks to the window would lie across the middle of the picture.
    if (whole && this.scripts) await this.page.evaluate(() => globalThis.scrollTo(0, 0));
    if (this.scripts) await this.page.evaluate(stillness);
    await this.page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage: whole });
    await assertFits(this.page, name);
    if (this.scripts) await assertAccessible(this.page, name);
  }
}

// When nothing moves any more; what moved in a part of the page that has closed never says so.
async function stillness() {
  const ended = Promise.allSettled(document.getAnimations().map((each) => each.finished));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
}
