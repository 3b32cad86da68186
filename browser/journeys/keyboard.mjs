import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, createIncident, openDesk, queueHolding } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

test("keys lead everywhere, and never while somebody types", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await visit.look("shortcuts");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await page.keyboard.press("c");
    await page.waitForURL("**/incidents/new");
    await page.locator('[name="title"]').click();
    await page.keyboard.type("cgi?");
    assert.equal(await page.locator('[name="title"]').inputValue(), "cgi?");
    assert.ok(page.url().endsWith("/incidents/new"));

    await page.locator('[name="title"]').fill("");
    await page.locator("h1").click();
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.waitForURL((url) => url.pathname === "/incidents");
  });
});

test("rows are walked with j and k and opened with Enter", async () => {
  await desk.visit({}, async ({ page }) => {
    await createIncident(page, { title: "First of two" });
    await createIncident(page, { title: "Second of two" });
    await queueHolding(page, "First of two");
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    await page.keyboard.press("j");
    const top = await focused();
    await page.keyboard.press("j");
    assert.notEqual(await focused(), top);
    await page.keyboard.press("k");
    assert.equal(await focused(), top);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/incidents\/INC\d{7}$/);
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes(top));
  });
});

test("j and k go on through the list one came from, and its crumb leads back to it", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    for (const name of ["One", "Two", "Three"]) await createIncident(page, { title: `${name} of a walk` });
    await page.goto("/incidents?queue=all&text=walk&sort=opened_at");
    await page.locator(".row-link", { hasText: "Two of a walk" }).click();
    const heading = (text) => page.getByRole("heading", { level: 1, name: text }).waitFor();
    await heading("Two of a walk");
    await page.getByText("2 / 3").waitFor();
    await visit.look("walk", { whole: false });
    await page.keyboard.press("j");
    await heading("Three of a walk");
    await page.keyboard.press("k");
    await heading("Two of a walk");
    await page.getByRole("link", { name: "Previous in the list" }).click();
    await heading("One of a walk");
    await page.locator(".crumb").click();
    await page.waitForURL("**/incidents?queue=all&text=walk&sort=opened_at");
  });
});

test("the first tab stop skips to the content", async () => {
  await desk.visit({}, async ({ page }) => {
    await page.goto("/incidents");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  });
});

// Tabs on until the element has the focus; never more often than a patient person would.
async function tabTo(page, selector) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} cannot be reached with Tab`);
}

test("an incident is reported, worked and resolved without a mouse", async () => {
  await desk.visit({ as: null }, async (visit) => {
    const { page } = visit;
    const keys = page.keyboard;
    await page.goto("/sign-in");
    await tabTo(page, '[name="email"]');
    await keys.type(desk.ada.email);
    await tabTo(page, '[name="password"]');
    await keys.type(desk.ada.password);
    await keys.press("Enter");
    await page.waitForURL((url) => url.pathname === "/incidents");

    await keys.press("c");
    await page.waitForURL("**/incidents/new");
    await tabTo(page, '[name="title"]');
    await keys.type("Typed, not clicked");
    await tabTo(page, '[name="impact"]');
    await keys.type("Low");
    await tabTo(page, '[name="urgency"]');
    await keys.type("Low");
    await tabTo(page, '[name="title"], form[action="/incidents"] button');
    await keys.press("Enter");
    await page.waitForURL(/INC\d{7}$/);

    await tabTo(page, 'form[action$="/work"] button');
    await answered(page, () => keys.press("Enter"));
    await page.locator(".badge", { hasText: "In progress" }).first().waitFor();

    await tabTo(page, "#verb-resolve summary");
    await keys.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("#verb-resolve select"));
    await keys.press("Escape");
    await page.waitForFunction(() => document.activeElement.matches("#verb-resolve summary"));
    await keys.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("#verb-resolve select"));
    await keys.type("Fixed");
    await tabTo(page, "#verb-resolve textarea");
    await keys.type("Nothing was touched.");
    await visit.look("keyboard-resolve");
    await answered(page, () => keys.press("Control+Enter"));
    await page.locator(".badge", { hasText: "Resolved" }).first().waitFor();
    const lost = await page.evaluate(() => document.activeElement === document.body);
    assert.equal(lost, false, "the focus is somewhere");
  });
});
