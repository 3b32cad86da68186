// One thing done to many incidents: ticked, said, previewed, done, and what was refused.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, RIA, openDesk } from "../harness.mjs";

const COUNT = 130;
let desk;
let ben;
const numbers = [];
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO, RIA] });
  const ria = await desk.server.api(RIA);
  ben = await desk.server.api(BEN);
  for (let n = 1; n <= COUNT; n += 1) {
    const { number } = await ria("POST", "/incidents", { title: `Lamp ${n} flickers`, impact: 3, urgency: 3 });
    numbers.push(number);
  }
});
after(() => desk?.close());

const pick = (page, number) => page.locator(`[name="pick.${number}"]`);
const count = (page) => page.locator("[data-bulk-count]").innerText();
const newest = (n) => numbers.at(-n);

// Opens what can be done with the ticked rows and chooses from it.
async function choose(page, label) {
  await page.locator("#bulk-bar summary").click();
  await page.locator("#bulk-bar").getByRole("button", { name: label, exact: true }).click();
  await page.waitForURL(/\/incidents\/bulk\/[0-9a-f]{32}$/);
}

async function says(page, text) {
  await page.locator("#bulk .lead", { hasText: text }).first().waitFor();
}

test("rows are ticked by mouse and keyboard, as a range and as a page", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    assert.equal(await page.locator("#bulk-bar summary").isVisible(), false, "nothing to do with nothing");
    await pick(page, newest(1)).click();
    assert.equal(await count(page), "1 selected");
    await pick(page, newest(4)).click({ modifiers: ["Shift"] });
    assert.equal(await count(page), "4 selected");
    await visit.look("bulk-ticked", { whole: false });
    await pick(page, newest(2)).click();
    assert.equal(await count(page), "3 selected");
    assert.ok(page.url().includes("queue=open"), "a tick opens no record");
    await page.locator("#pick-page").click();
    assert.equal(await count(page), "50 selected");
    await page.locator("#pick-page").click();
    assert.equal(await count(page), "");
    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    assert.equal(await count(page), "1 selected");
    assert.equal(await pick(page, newest(1)).isChecked(), true);
  });
});

test("what is ticked is previewed, done and told one by one", async () => {
  const closed = newest(2);
  await ben("POST", `/incidents/${closed}/cancellation`, { reason: "Reported twice." });
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=all");
    for (const number of [newest(1), closed, newest(3)]) await pick(page, number).click();
    await choose(page, "Set priority");
    await says(page, "Say what is to be done");
    await visit.look("bulk-form");
    await page.locator('#bulk [name="impact"]').selectOption("1");
    await page.locator('#bulk [name="urgency"]').selectOption("1");
    await page.getByRole("button", { name: "Preview" }).click();
    await says(page, "Nothing has been changed yet");
    assert.equal(await page.locator(".bulk-rows tbody tr").count(), 3);
    const refused = page.locator(".bulk-rows tbody tr", { hasText: closed });
    assert.match(await refused.innerText(), /would be refused\s+The priority cannot change/);
    await visit.look("bulk-preview");
    await page.getByRole("button", { name: "Set priority: change 2" }).click();
    await says(page, "All have been gone over");
    await page.locator("#bulk").getByRole("link", { name: /^refused/ }).click();
    await page.waitForURL(/outcome=refused/);
    assert.equal(await page.locator(".bulk-rows tbody tr").count(), 1);
    await visit.look("bulk-refused");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Table (CSV)" }).click()]);
    assert.equal(file.suggestedFilename(), "incidents-bulk.csv");
    assert.equal((await ben("GET", `/incidents/${newest(1)}`)).priority, 1);
    await page.goto(`/incidents/${newest(1)}`);
    await page.locator(".timeline", { hasText: "a bulk edit" }).waitFor();
    await page.goto("/bulk");
    await page.getByRole("link", { name: "Set priority: 3 selected" }).click();
    await says(page, "All have been gone over");
  });
});

test("a whole list is worked off while one watches, and can be stopped", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open&priority=4");
    await page.locator("#bulk-all").click();
    await choose(page, "Edit");
    await page.locator('#bulk [name="channel"]').selectOption("phone");
    await visit.look("bulk-edit-form");
    await page.getByRole("button", { name: "Preview" }).click();
    // More than a hundred: the job finds it out, and the page looks again by itself.
    await says(page, "Nothing has been changed yet");
    await page.getByRole("button", { name: /^Edit: change \d+$/ }).click();
    // A quick machine may be through before it can be stopped.
    const ended = page.locator("#bulk .lead", { hasText: /It was stopped|All have been gone over/ });
    const stop = page.getByRole("button", { name: "Stop" });
    await page.locator("#bulk progress").or(ended).first().waitFor();
    await visit.look("bulk-running", { whole: false });
    await Promise.race([ended.waitFor(), stop.click().catch(() => undefined)]);
    await ended.waitFor();
    await visit.look("bulk-stopped", { whole: false });
  });
});

test("nothing of it needs scripts, and it fits a phone in the dark", async () => {
  const number = newest(5);
  await desk.visit({ as: CLEO, scripts: false }, async ({ page }) => {
    await page.goto("/incidents?queue=open");
    await pick(page, number).click();
    await page.locator("#bulk-bar summary").click();
    await page.locator("#bulk-bar").getByRole("button", { name: "Assign", exact: true }).click();
    await page.locator('#bulk [name="team"]').selectOption({ label: "Networks" });
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Assign: change 1" }).click();
    await says(page, "All have been gone over");
  });
  assert.equal((await ben("GET", `/incidents/${number}`)).team.name, "Networks");
  await desk.visit({ as: BEN, phone: true, dark: true }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents?queue=open");
    await pick(page, newest(7)).tap();
    await visit.look("bulk-phone-ticked", { whole: false });
    await choose(page, "Resolve");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator("#bulk .problems").waitFor();
    await visit.look("bulk-phone-problems");
    await page.locator('#bulk [name="code"]').selectOption({ index: 1 });
    await page.locator('#bulk [name="notes"]').fill("New starters in all lamps.");
    await page.getByRole("button", { name: "Preview" }).click();
    await says(page, "Nothing has been changed yet");
    await visit.look("bulk-phone-preview");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.locator(".notice", { hasText: "nothing was changed" }).waitFor();
  });
});

test("nobody changes together what they could not change alone", async () => {
  await desk.visit({ as: RIA }, async ({ page }) => {
    const other = await ben("POST", "/incidents", { title: "Not hers", impact: 3, urgency: 3 });
    await page.goto("/incidents?queue=all");
    assert.equal(await pick(page, other.number).count(), 0, "what she does not see has no tick");
    await pick(page, newest(8)).click();
    await page.evaluate((number) => {
      document.querySelector("[data-pick]:checked").name = `pick.${number}`;
    }, other.number);
    await choose(page, "Cancel incident");
    await page.locator('#bulk [name="reason"]').fill("Not mine");
    await page.getByRole("button", { name: "Preview" }).click();
    await says(page, "Nothing would be changed");
    assert.match(await page.locator(".bulk-rows").innerText(), /There is no such thing, or you may not see it/);
  });
});
