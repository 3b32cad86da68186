import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDesk } from "../harness.mjs";

const PASSWORD = "an umbrella left on tram 12";

let desk;
before(async () => {
  desk = await openDesk({ empty: true });
});
after(() => desk?.close());

async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) await page.locator(`#setup-${name}`).fill(value);
}

test("every page leads to the set-up, on a phone, in the dark and in German", async () => {
  await desk.visit({ as: null }, async (visit) => {
    await visit.page.goto("/incidents");
    assert.equal(new URL(visit.page.url()).pathname, "/setup");
    assert.equal(await visit.page.locator("#setup-time_zone").inputValue(), "UTC", "the browser's own zone");
    await visit.look("setup");
  });
  await desk.visit({ as: null, phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto("/");
    await visit.page.getByRole("heading", { name: "Mainstay einrichten" }).waitFor();
    await visit.look("setup-phone-dark");
  });
});

test("without the code nothing is set up, and what was typed stays", async () => {
  await desk.visit({ as: null }, async (visit) => {
    const { page } = visit;
    await page.goto("/setup");
    await fill(page, { code: "AAAA-BBBB-CCCC-DDDD", organisation: "Alder Works", name: "Ada", email: "ada@example.org", password: PASSWORD, password_again: PASSWORD });
    await page.locator("form button[type=submit]").click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.locator("#setup-organisation").inputValue(), "Alder Works");
    assert.equal(await page.locator("#setup-password").inputValue(), "");
    await visit.look("setup-refused");
  });
});

test("with the code and without scripts it is set up, and the administrator is in", async () => {
  await desk.visit({ as: null, scripts: false }, async (visit) => {
    const { page } = visit;
    await page.goto("/setup");
    await fill(page, { code: await desk.server.code(), organisation: "Alder Works", time_zone: "Europe/Berlin", name: "Ada Keller", email: "ada@example.org", password: PASSWORD, password_again: PASSWORD });
    await page.locator("form button[type=submit]").click();
    await page.waitForURL((url) => !["/setup", "/sign-in"].includes(url.pathname));
    await visit.look("setup-done");
    await page.goto("/setup");
    assert.notEqual(new URL(page.url()).pathname, "/setup", "it is done once");
  });
});

test("whoever set it up signs in with what they chose", async () => {
  await desk.visit({ as: { email: "ada@example.org", password: PASSWORD } }, async ({ page }) => {
    await page.goto("/incidents/new");
    const categories = await page.locator('[name="category"]').evaluate((field) => field.outerHTML + (field.list?.outerHTML ?? ""));
    assert.match(categories, /Printer/, "the catalogue it began with");
  });
});

const TABLE = `email;name;role;team
ben@example.org;Ben Osei;agent;Service desk
ria@example.org;Ria Lindqvist;requester;
nonsense;Nobody;;
`;

test("people are taken from a file after a look at each line", async () => {
  await desk.visit({ as: { email: "ada@example.org", password: PASSWORD } }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/people/import");
    await visit.look("people-import");
    await page.locator("#people-file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) });
    await page.locator("#people-create").check();
    await page.getByRole("button", { name: "Look at it first" }).click();
    await page.getByText("This is what would happen.").waitFor();
    await visit.look("people-import-preview");
    await page.getByRole("link", { name: /^Refused/ }).click();
    await page.getByText("nonsense").waitFor();
    await page.getByRole("button", { name: "Take in 2 people" }).click();
    await page.getByText("It has been taken in.").waitFor();
    await visit.look("people-import-done");
  });
});

test("a pasted table, on a phone without scripts, changes nothing a second time", async () => {
  await desk.visit({ as: { email: "ada@example.org", password: PASSWORD }, phone: true, scripts: false }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/people/import");
    await page.locator("#people-table").fill("email,shoe size\n");
    await page.locator("main button[type=submit]").click();
    await page.getByText("There is nobody below the heading.").first().waitFor();
    await visit.look("people-import-refused-phone");
    await page.locator("#people-table").fill(TABLE);
    await page.locator("main button[type=submit]").click();
    await page.getByText("There is nothing to take in.").waitFor();
    await visit.look("people-import-nothing-phone");
  });
});
