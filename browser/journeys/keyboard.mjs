import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIncident, openDesk, queueHolding } from "../harness.mjs";

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

test("the first tab stop skips to the content", async () => {
  await desk.visit({}, async ({ page }) => {
    await page.goto("/incidents");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  });
});
