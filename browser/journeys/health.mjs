// How the installation is doing: administrators see it, on a phone and in German too; others do not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, openDesk } from "../harness.mjs";

const PATH = "/administration/health";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name, exact: true }) }).last();

test("what is well, what is to be looked at and what to do stand on one page", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/audit");
    await page.getByRole("link", { name: "Health" }).first().click();
    await page.waitForURL(`**${PATH}`);
    const checks = part(page, "Checks");
    await checks.getByText("Schema", { exact: true }).waitFor();
    // Nothing was set up that makes backups.
    await checks.getByText("this node makes none").waitFor();
    await checks.getByText("See that a backup is made every day").waitFor();
    await part(page, "Figures").getByText("Running for").waitFor();
    await part(page, "Failed work").getByText("Nothing has failed.").waitFor();
    await visit.look("health");
  });
});

test("it works on a phone, in the dark and in German", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto(PATH);
    await visit.page.getByRole("heading", { name: "Prüfungen" }).waitFor();
    await visit.look("health-phone");
  });
});

test("whoever does not administer is told nothing of it", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents");
    assert.equal(await page.getByRole("link", { name: "Health" }).count(), 0);
  });
});
