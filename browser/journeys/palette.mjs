// Everything that can be done or gone to, by typing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, createIncident, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
});
after(() => desk?.close());

const options = (page) => page.getByRole("dialog").getByRole("option");
const chosen = (page) => page.getByRole("dialog").locator('[role=option][aria-selected="true"]').innerText();

async function open(page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
}

test("a verb of the record shown is found and opened, and the focus is in it", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Beamer shows no picture" });
    await open(page);
    await visit.look("palette", { whole: false });
    await page.keyboard.type("resol");
    assert.ok((await chosen(page)).startsWith("Resolve"));
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches("#verb-resolve select"));

    await page.keyboard.press("Escape");
    await open(page);
    await page.keyboard.type("work note");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches(".for-internal textarea"));
  });
});

test("places and records are found, also while typing in a field, and Escape gives the focus back", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, { title: "Turnstile in the lobby is stuck" });
    await page.goto("/incidents/new");
    await page.locator('[name="title"]').click();
    await open(page);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement.name === "title");

    await open(page);
    await page.keyboard.type("lobby turnst");
    await options(page).filter({ hasText: number }).waitFor();
    await visit.look("palette-found", { whole: false });
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/incidents/${number}`);

    await open(page);
    await page.keyboard.type("ábsen");
    assert.ok((await chosen(page)).includes("Absence"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/absences");
  });
});

test("arrows go round, what fits nothing is said, and a click chooses", async () => {
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents");
    await page.locator("[data-palette-open]").click();
    await options(page).first().waitFor();
    const first = await chosen(page);
    await page.keyboard.press("ArrowUp");
    assert.notEqual(await chosen(page), first);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(page), first);
    await page.keyboard.type("qqqq zzzz");
    await page.getByText("Nothing fits.").waitFor();
    assert.equal(await options(page).count(), 0);
    await page.getByRole("dialog").getByRole("combobox").fill("appearance dark");
    await options(page).filter({ hasText: "Dark" }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    await open(page);
    await visit.look("palette-dark", { whole: false });
  });
});

test("whoever asks for help has their own commands, on a phone and in German as well", async () => {
  await desk.visit({ as: RIA, phone: true, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto("/incidents");
    await page.getByRole("button", { name: "Befehle und Suche" }).click();
    await options(page).first().waitFor();
    assert.equal(await options(page).filter({ hasText: "Rollen" }).count(), 0);
    await visit.look("palette-phone", { whole: false });
    await page.keyboard.type("abmelden");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/sign-in");
  });
});
