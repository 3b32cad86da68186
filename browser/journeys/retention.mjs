// How long texts are kept: tried out, set with a reason, taken away; auditors and phones included.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, createIncident, openDesk } from "../harness.mjs";

const PATH = "/administration/retention";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name, exact: true }) }).last();

async function tryOut(page, name, days) {
  await part(page, name).getByLabel("Days to keep").fill(days);
  await part(page, name).getByRole("button", { name: "See what it erases" }).click();
}

test("a rule is tried out, set and taken away", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Lamp over the loading bay" });
    await page.goto("/administration/audit");
    await page.getByRole("link", { name: "Retention" }).first().click();
    await page.waitForURL(`**${PATH}`);
    assert.equal(await page.getByText("Kept for ever.").count(), 3);
    await visit.look("retention-none");
    await tryOut(page, "Incidents", "7");
    await part(page, "Incidents").getByText("Give a whole number from 30 to 36500.").waitFor();
    await visit.look("retention-refused");
    await tryOut(page, "Incidents", "365");
    await part(page, "Incidents").getByText("With 365 days, nothing is over yet.").waitFor();
    await visit.look("retention-tried");
    await part(page, "Incidents").getByRole("button", { name: "Keep 365 days" }).click();
    await page.getByText("365 days are kept from now on.").waitFor();
    await part(page, "Incidents").getByText("All texts and files go 365 days after a record is closed").waitFor();
    // The job follows at once, and the page says so.
    for (let look = 0; look < 40 && (await part(page, "Incidents").getByText("not yet").count()) > 0; look += 1) {
      await page.waitForTimeout(250);
      await page.goto(PATH);
    }
    assert.equal(await part(page, "Incidents").getByText("not yet").count(), 0);
    await visit.look("retention-set");
    await page.goto("/administration/audit/settings");
    await page.getByRole("cell", { name: "set how long something is kept" }).first().waitFor();
    await page.goto(PATH);
    await part(page, "Incidents").getByRole("button", { name: "Keep for ever" }).click();
    await page.getByText("It is kept for ever from now on.").waitFor();
    await page.goto(PATH);
    assert.equal(await page.getByText("Kept for ever.").count(), 3);
  });
});

test("it works on a phone, in the dark, in German and without scripts", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto(`${PATH}?scope=sign_ins&days=90`);
    await visit.page.getByText("Bei 90 Tagen ist noch nichts abgelaufen.").waitFor();
    await visit.look("retention-phone");
  });
  await desk.visit({ scripts: false }, async ({ page }) => {
    await page.goto(PATH);
    await tryOut(page, "Sign-ins", "90");
    await part(page, "Sign-ins").getByRole("button", { name: "Keep 90 days" }).click();
    await page.getByText("Addresses, people and records named in it go 90 days after their day.").waitFor();
    await part(page, "Sign-ins").getByRole("button", { name: "Keep for ever" }).click();
    await page.waitForURL(`**${PATH}*`);
    assert.equal(await page.getByText("Kept for ever.").count(), 3);
  });
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents");
    assert.equal(await page.getByRole("link", { name: "Retention" }).count(), 0);
  });
});
