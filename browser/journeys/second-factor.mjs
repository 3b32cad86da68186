// A second factor: set up with an app, asked for after the password, demanded, and taken away.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { ADA, BEN, CLEO, openDesk } from "../harness.mjs";

const WRONG = "This code is wrong, or was used already.";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO] });
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name }) }).last();

// An authenticator app (RFC 6238) that shows a later code each time: none works twice.
class App {
  constructor(secret) {
    const letters = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
    const bits = letters.map((five) => five.toString(2).padStart(5, "0")).join("");
    this.key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
    this.step = 0;
  }

  // Waits where the server would not take a code from so far ahead.
  async code() {
    const now = () => Math.floor(Date.now() / 30_000);
    this.step = Math.max(this.step + 1, now() - 1);
    while (this.step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(this.step));
    const digest = createHmac("sha1", this.key).update(counter).digest();
    const at = digest[19] & 15;
    return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}

async function withPassword(page, { email, password }) {
  await page.goto("/sign-in");
  await page.locator('[name="email"]').fill(email);
  await page.locator('[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
}

async function withCode(page, code) {
  await page.locator(`[name="code"]`).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

// Scans the picture, as it were; the app.
async function scan(page, password) {
  await part(page, "Second factor").getByLabel("Present password").fill(password);
  await part(page, "Second factor").getByRole("button", { name: "Set up" }).click();
  return new App(await page.locator(".qr-text").innerText());
}

async function confirm(page, code) {
  // It stands open, and closes like every form when something else is touched.
  const form = page.locator("details#verb-confirm-factor");
  if (!(await form.evaluate((details) => details.open))) await form.locator("summary").click();
  await part(page, "Second factor").locator(`[name="code"]`).fill(code);
  await part(page, "Second factor").getByRole("button", { name: "Confirm" }).click();
}

test("it is set up, asked for, and switched off", async () => {
  let app;
  let recovery;
  await desk.visit({ as: CLEO }, async (visit) => {
    const { page } = visit;
    await page.goto("/account");
    await part(page, "Second factor").locator("summary", { hasText: "Set up" }).click();
    app = await scan(page, CLEO.password);
    await visit.look("factor-picture");
    await confirm(page, "000000");
    await page.getByText(WRONG).waitFor();
    assert.equal(await page.locator(".qr-text").count(), 0, "it was shown once, for the password");
    await confirm(page, await app.code());
    await page.getByText("Codes are asked for from now on.").waitFor();
    recovery = await page.locator(".codes code").allInnerTexts();
    assert.equal(recovery.length, 10);
    await visit.look("factor-codes");
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.getByText("10 recovery codes left").waitFor();
    await visit.look("factor-on");
  });
  await desk.visit({ as: null, phone: true, dark: true }, async (visit) => {
    const { page } = visit;
    await withPassword(page, CLEO);
    await page.waitForURL((url) => url.pathname === "/sign-in/code");
    await visit.look("code-phone");
    await page.goto("/incidents");
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await withPassword(page, CLEO);
    await page.waitForURL((url) => url.pathname === "/sign-in/code");
    await withCode(page, "123456");
    await page.getByText(WRONG).waitFor();
    await withCode(page, await app.code());
    await page.waitForURL((url) => url.pathname === "/incidents");
  });
  await desk.visit({ as: null, scripts: false }, async ({ page }) => {
    await withPassword(page, CLEO);
    await withCode(page, recovery[0].toLowerCase());
    await page.waitForURL((url) => url.pathname === "/incidents");
    await page.goto("/account");
    await page.getByText("9 recovery codes left").waitFor();
    const remove = part(page, "Second factor").locator("details", { hasText: "Remove" });
    await remove.locator("summary").click();
    await remove.getByLabel("Present password").fill(CLEO.password);
    await remove.locator(`[name="code"]`).fill(recovery[1]);
    await remove.getByRole("button", { name: "Remove" }).click();
    await page.getByText("No code is asked for any more.").waitFor();
  });
});

test("where it is demanded it is set up first, and an administrator removes a lost one", async () => {
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/second-factor");
    await page.locator('[name="role_agent"]').check();
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText("would have to set one up before they can go on").waitFor();
    await visit.look("factor-demand");
    await page.getByRole("button", { name: "Set it so" }).click();
    await page.getByText("Saved. It holds from now on.").waitFor();
  });
  await desk.visit({ as: null, phone: true }, async (visit) => {
    const { page } = visit;
    await withPassword(page, BEN);
    await page.waitForURL((url) => url.pathname === "/account");
    await page.getByText("Your organisation asks for a second factor.").waitFor();
    await visit.look("factor-demanded-phone");
    await page.goto("/incidents");
    await page.waitForURL((url) => url.pathname === "/account");
    const app = await scan(page, BEN.password);
    await visit.look("factor-picture-phone");
    await confirm(page, await app.code());
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.goto("/incidents");
    await page.waitForURL((url) => url.pathname === "/incidents");
  });
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/users");
    await page.getByRole("link", { name: BEN.name }).click();
    const remove = page.locator("details", { hasText: "Remove second factor" }).last();
    await remove.locator("summary").click();
    await remove.getByLabel("Reason").fill("The phone was lost; he came to the desk.");
    await visit.look("factor-remove");
    await remove.getByRole("button", { name: "Remove second factor" }).click();
    await page.getByText("Their password alone is enough until they set up another.").waitFor();
    await page.goto("/administration/second-factor");
    await page.locator('[name="role_agent"]').uncheck();
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByRole("button", { name: "Set it so" }).click();
    await page.getByText("Saved. It holds from now on.").waitFor();
  });
});

test("it is asked for in German", async () => {
  await desk.visit({ as: CLEO, language: "de-DE" }, async (visit) => {
    await visit.page.goto("/account");
    await part(visit.page, "Zweiter Faktor").locator("summary", { hasText: "Einrichten" }).click();
    await visit.look("factor-german");
  });
});
