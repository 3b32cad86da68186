// Whatever people type is shown as they typed it and breaks neither page nor list.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, createIncident, openDesk, queueHolding } from "../harness.mjs";

const MARKUP = `"'><script>globalThis.owned = 1</script><img src=x onerror="globalThis.owned = 2"><b>bold</b>`;
const LINK = "[here](javascript:globalThis.owned=3) <a href='javascript:globalThis.owned=4'>there</a> ![x](https://elsewhere.example/pixel.png)";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

for (const phone of [false, true]) {
  const where = phone ? "phone" : "wide";

  test(`markup in every text is text, ${where}`, async () => {
    await desk.visit({ phone }, async (visit) => {
      const { page } = visit;
      const title = `${where} ${MARKUP}`;
      await createIncident(page, { title, description: `${MARKUP}\n\n${LINK}` });
      assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).includes(MARKUP));
      await page.locator(".compose-form").filter({ visible: true }).locator("textarea").fill(`${MARKUP} ${LINK}`);
      await answered(page, () => page.getByRole("button", { name: "Send reply" }).click());
      await page.locator(".entry-comment").waitFor();
      assert.ok((await page.locator(".entry-comment .entry-body").innerText()).includes("<script>"), "shown as it was typed");
      await visit.look(`hostile-${where}`);
      await queueHolding(page, title);
      assert.equal(await page.evaluate(() => globalThis.owned), undefined);
      assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
    });
  });

  test(`words without end stay inside the page, ${where}`, async () => {
    await desk.visit({ phone }, async (visit) => {
      const { page } = visit;
      const title = `${where} `.padEnd(200, "Donaudampfschiff");
      const description = `${"x".repeat(200)}\n\n\`${"y".repeat(200)}\`\n\n    ${"z".repeat(300)}\n\n| ${"a".repeat(90)} | ${"b".repeat(90)} |\n|---|---|\n| 1 | 2 |\n\nhttps://example.org/${"q".repeat(200)}`;
      await createIncident(page, { title, description });
      await page.locator(".compose-form").filter({ visible: true }).locator("textarea").fill("w".repeat(200));
      await answered(page, () => page.getByRole("button", { name: "Send reply" }).click());
      await page.locator(".entry-comment").waitFor();
      await visit.look(`endless-${where}`);
      await page.goto("/incidents?queue=unassigned");
      await visit.look(`endless-list-${where}`);
    });
  });
}

test("a title that is too long is refused with its text kept", async () => {
  await desk.visit({}, async ({ page }) => {
    await page.goto("/incidents/new");
    const title = page.locator('[name="title"]');
    await title.evaluate((field) => field.removeAttribute("maxlength"));
    await title.fill("t".repeat(201));
    await page.locator('[name="impact"]').selectOption("2");
    await page.locator('[name="urgency"]').selectOption("2");
    await answered(page, () => page.locator('form[action="/incidents"]').getByRole("button").click());
    await page.getByRole("alert").getByText("Title: This is too long").waitFor();
    assert.equal((await title.inputValue()).length, 201);
  });
});
