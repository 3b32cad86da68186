// What is kept of a person: looked up, and erased for good with a reason.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, openDesk } from "../harness.mjs";

const PATH = "/administration/privacy";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO] });
});
after(() => desk?.close());

async function erase(page, person, reason) {
  await page.goto(`${PATH}?person=${person.email}`);
  const form = page.locator("details.verb", { hasText: "Erase this person" }).first();
  await form.locator("summary").click();
  await form.locator('[name="reason"]').fill(reason);
  await form.locator(".actions button").click();
  await page.getByText("The person is erased.").waitFor();
}

test("a person is looked up and erased, and it is said that they were", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto(PATH);
    await visit.look("privacy");
    await page.goto(`${PATH}?person=${CLEO.email}`);
    await page.getByRole("heading", { name: CLEO.name }).waitFor();
    await visit.look("privacy-person");
    await erase(page, CLEO, "They asked for it");
    await page.getByText("Who this was has been erased.").waitFor();
    await visit.look("privacy-erased");
    await page.goto(`${PATH}?person=${CLEO.email}`);
    assert.equal(await page.getByRole("heading", { name: CLEO.name }).count(), 0, "nobody is known by the address");
  });
});

test("the same without scripts", async () => {
  await desk.visit({ scripts: false }, ({ page }) => erase(page, BEN, "They asked for it"));
});
