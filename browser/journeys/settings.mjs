// All settings as one file: taken away, looked at, applied; on a phone, in the dark and in German too.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { BEN, openDesk } from "../harness.mjs";

const PATH = "/administration/settings";
const MORE = `form = 1

[[team]]
name = "Night shift"

[[category]]
kind = "incident"
path = ["Machines"]

[[category]]
kind = "incident"
path = ["Machines", "Presses"]
`;

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

test("a file is downloaded, and nothing would change by it", async () => {
  await desk.visit({}, async ({ page }) => {
    await page.goto(PATH);
    // It is the last of all places, and is shown in the navigation all the same.
    const place = await page.locator(".nav-link[aria-current]").boundingBox();
    assert.ok(place.y + place.height <= page.viewportSize().height, JSON.stringify(place));
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download all settings" }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), "mainstay-settings.toml");
    const text = await readFile(await download.path(), "utf8");
    assert.match(text, /\[\[role\]\]\ncode = "administrator"/);
    await page.getByLabel("A file with settings").setInputFiles(await download.path());
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByText("Nothing would change").waitFor();
  });
});

test("what a text would change is seen first, and then done", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto(PATH);
    const company = (await page.evaluate(async () => (await fetch("/administration/settings/file")).text())).match(/\[\[company\]\]\nname = "(.*)"/)[1];
    const text = MORE.replace('name = "Night shift"', `name = "Night shift"\ncompany = "${company}"`);
    await page.getByLabel("Or the text itself").fill(text);
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByText("3 things would change").waitFor();
    await page.getByText("Category: incident · Machines / Presses").waitFor();
    await visit.look("settings");
    await page.getByRole("button", { name: "Do this" }).click();
    await page.getByText("3 things were changed.").waitFor();
  });
});

test("what is wrong is told with its line, and what was typed is still there", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto(PATH);
    await page.getByLabel("Oder der Text selbst").fill('form = 1\n\n[[team]]\nname = "A"\ncompany = "Nirgends"\n');
    await page.getByRole("button", { name: "Ansehen, was sich ändern würde" }).click();
    await page.getByText("Zeile 3, team.0.company").waitFor();
    assert.match(await page.getByLabel("Oder der Text selbst").inputValue(), /Nirgends/);
    await visit.look("settings-phone");
  });
});

test("whoever does not administer is told nothing of it", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    const answer = await page.goto(PATH);
    assert.equal(answer.status(), 403);
  });
});
