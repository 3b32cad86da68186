// What people are told: the bell counts while they look elsewhere, the inbox is worked off by hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, RIA, answered, createIncident, openDesk, write } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO, RIA] });
});
after(() => desk?.close());

const bell = (page) => page.locator("[data-bell-count]");
const lines = (page) => page.locator(".inbox-line");
const toasts = (page) => page.locator("#toasts");

// What the bell says is told within a second or two.
async function rings(page, count) {
  await bell(page).filter({ hasText: new RegExp(`^${count}$`) }).waitFor({ state: count === "" ? "hidden" : "visible", timeout: 15_000 });
}

async function opened(titles) {
  const numbers = [];
  await desk.visit({ as: RIA }, async ({ page }) => {
    for (const title of titles) numbers.push(await createIncident(page, { title }));
  });
  return numbers;
}

test("the bell rings, and the inbox is worked off by keyboard", async () => {
  const numbers = await opened(["The lamp over the loading bay flickers", "Badge of the new colleague", "Headset without sound"]);
  await desk.visit({ as: RIA }, async (ria) => {
    const { page } = ria;
    await page.goto("/notifications");
    await ria.look("inbox-empty");
    await page.goto("/incidents");
    await desk.visit({ as: BEN }, async (ben) => {
      for (const number of numbers) {
        await ben.page.goto(`/incidents/${number}`);
        await write(ben.page, "comments", "We look at it today.");
      }
      await write(ben.page, "comments", "One more thing, @Ria Lindqvist: which room is it?");
    });
    await rings(page, "3");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.waitForURL("**/notifications");
    assert.equal(await lines(page).count(), 3);
    await lines(page).first().getByText("You were mentioned").waitFor();
    await lines(page).first().getByText("2 entries").waitFor();
    await ria.look("inbox");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.includes("Badge")), true);
    await answered(page, () => page.keyboard.press("r"));
    await lines(page).nth(2).waitFor({ state: "detached" });
    assert.equal(await lines(page).count(), 2);
    assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("row-link")), true, "the focus stays in the list");
    await rings(page, "2");
    // Opening one reads it.
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/incidents/${numbers[2]}`);
    await rings(page, "1");
    await page.locator("[data-bell]").click();
    await page.getByRole("link", { name: "All", exact: true }).click();
    await lines(page).nth(2).waitFor();
    await ria.look("inbox-all");
    await answered(page, () => page.getByRole("button", { name: "Mark all as read" }).click());
    await toasts(page).getByText("All marked as read.").waitFor();
    await rings(page, "");
    await page.locator(".inbox-number").first().click();
    await page.getByText(`About ${numbers[2]}`).waitFor();
    assert.equal(await lines(page).count(), 1);
    await ria.look("inbox-about");
  });
});

test("what comes while somebody looks at the inbox appears in it", async () => {
  const [number] = await opened(["The kiosk asks for a password"]);
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto("/notifications");
    await desk.visit({ as: BEN }, async (ben) => {
      await ben.page.goto(`/incidents/${number}`);
      await write(ben.page, "comments", "It is the old one.");
    });
    await lines(page).getByText("The kiosk asks for a password").waitFor({ timeout: 15_000 });
    await rings(page, "1");
  });
  // What is seen while it happens is no news.
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto(`/incidents/${number}`);
    await rings(page, "");
    await desk.visit({ as: BEN }, async (ben) => {
      await ben.page.goto(`/incidents/${number}`);
      await write(ben.page, "comments", "Try it now.");
    });
    await page.locator("#record .timeline").getByText("Try it now.").waitFor();
    await page.waitForTimeout(3_000);
    assert.equal(await bell(page).textContent(), "");
  });
});

test("whoever names somebody who cannot see it learns so", async () => {
  const [number] = await opened(["Door 7 does not close"]);
  await desk.visit({ as: BEN }, async (ben) => {
    await ben.page.goto(`/incidents/${number}`);
    await write(ben.page, "notes", "@Cleo Marchetti, do you know? @Ria Lindqvist does not.");
    await toasts(ben.page).getByText("@Ria reached nobody").waitFor();
    assert.equal(await toasts(ben.page).getByText("@Cleo").count(), 0);
    await ben.look("inbox-unheard", { whole: false });
  });
  await desk.visit({ as: CLEO }, async (cleo) => {
    await cleo.page.goto("/notifications");
    await lines(cleo.page).getByText("You were mentioned").first().waitFor({ timeout: 15_000 });
    await cleo.page.getByRole("link", { name: "Notification settings" }).click();
    await cleo.page.getByLabel("A record or task comes to one of my teams").check();
    await cleo.look("inbox-settings");
    await cleo.page.getByRole("button", { name: "Save" }).click();
    await cleo.page.getByText("Your choice was saved.").waitFor();
    assert.equal(await cleo.page.getByLabel("A record or task comes to one of my teams").isChecked(), true);
  });
});

test("on a phone, in the dark, in German and without scripts", async () => {
  const numbers = await opened(["Bildschirm im Empfang bleibt schwarz, auch nach dem Neustart", "Drucker im dritten Stock"]);
  await desk.visit({ as: BEN }, async ({ page }) => {
    for (const number of numbers) {
      await page.goto(`/incidents/${number}`);
      await write(page, "comments", "Wir kümmern uns.");
    }
  });
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto("/notifications");
    await lines(page).getByText("Drucker im dritten Stock").waitFor({ timeout: 15_000 });
  });
  await desk.visit({ as: RIA, phone: true, dark: true, language: "de-DE" }, async (ria) => {
    await ria.page.goto("/notifications?unread=false");
    await ria.page.getByRole("heading", { name: "Benachrichtigungen" }).waitFor();
    await ria.look("inbox-phone-dark");
    await ria.page.goto("/notifications/settings");
    await ria.look("inbox-settings-phone");
  });
  await desk.visit({ as: RIA, dark: true }, async (ria) => {
    await ria.page.goto("/notifications");
    await ria.look("inbox-dark");
  });
  await desk.visit({ as: RIA, scripts: false }, async ({ page }) => {
    await page.goto("/notifications");
    const before = await lines(page).count();
    assert.ok(before >= 2);
    assert.equal(await bell(page).textContent(), String(before));
    await lines(page).first().getByRole("button").click();
    await page.waitForURL("**/notifications?unread=true");
    assert.equal(await lines(page).count(), before - 1);
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByText("All marked as read.").waitFor();
    assert.equal(await lines(page).count(), 0);
  });
});
