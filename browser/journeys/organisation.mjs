// Teams, companies, sites, departments, services, categories and choices: kept by administrators.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, CLEO, createIncident, openDesk } from "../harness.mjs";

const PATH = "/administration/organisation";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN, CLEO] });
});
after(() => desk?.close());

async function add(page, sort, fields) {
  await page.goto(`${PATH}/${sort}/new`);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#form-${name}`);
    if ((await field.evaluate((e) => e.tagName)) === "SELECT") {
      const label = await field.locator("option", { hasText: value }).first().textContent();
      await field.selectOption({ label });
    } else {
      await field.fill(value);
    }
  }
  await page.locator("form.create button[type=submit]").click();
}

test("an organisation is found, a company and a tree of sites are added", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/audit");
    await page.getByRole("link", { name: "Organisation" }).first().click();
    await page.waitForURL(`**${PATH}`);
    await page.getByRole("link", { name: "Companies" }).first().waitFor();
    await visit.look("organisation");
    await page.goto(`${PATH}/departments`);
    await page.getByText("Nothing here yet").waitFor();
    await visit.look("organisation-empty");
    await add(page, "companies", { name: "Cedar Works" });
    await page.getByText("Cedar Works is there.").waitFor();
    await add(page, "sites", { company: "Cedar Works", name: "Berlin" });
    await page.getByText("Berlin is there.").waitFor();
    await page.getByRole("link", { name: "Add something below it" }).click();
    await page.locator("#form-name").fill("House 1");
    await page.getByRole("button", { name: "Add a site" }).click();
    await page.getByText("House 1 is there.").waitFor();
    await page.goto(`${PATH}/sites`);
    await page.getByRole("link", { name: "House 1" }).waitFor();
    await visit.look("organisation-sites");
    // Whoever types a name that is there is told who has it, with what was typed still there.
    await add(page, "sites", { company: "Cedar Works", name: "BERLIN" });
    await page.getByText("There is one already: Berlin.").waitFor();
    assert.equal(await page.locator("#form-name").inputValue(), "BERLIN");
    await visit.look("organisation-taken");
  });
});

test("a team gets members and a lead, is renamed, retired and brought back", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "The badge reader at gate 4 is dead" });
    await page.goto(`${PATH}/teams`);
    await page.locator("#filter-text").fill("serv");
    await page.locator("#filter-text").press("Enter");
    await page.getByRole("link", { name: "Service desk" }).click();
    await page.locator("#members").getByText("Ben Osei").waitFor();
    await visit.look("organisation-team");
    await page.locator("#members").getByText("Add a person").first().click();
    await page.locator("#verb-add-person").fill("nobody at all");
    await page.locator("#verb-add button[type=submit]").click();
    await page.getByText("There is none by this name. Check the spelling.").waitFor();
    assert.equal(await page.locator("#verb-add-person").inputValue(), "nobody at all");
    await page.locator("#verb-add-person").fill(desk.ada.email);
    await page.locator("#verb-add-lead").check();
    await page.locator("#verb-add button[type=submit]").click();
    await page.getByText("They belong to it now.").waitFor();
    await page.locator("#members").getByText("Leads it").waitFor();
    await page.locator("#what").getByText("Change", { exact: true }).click();
    await page.locator("#verb-edit-name").fill("Help desk");
    await visit.look("organisation-change", { whole: false });
    await page.locator("#verb-edit button[type=submit]").click();
    await page.getByRole("heading", { name: "Help desk" }).waitFor();
    await page.locator("#history").getByText("changed a team").waitFor();
    // To another company it goes only after what that does was read.
    await page.locator("#what").getByText("Change", { exact: true }).click();
    await page.locator("#verb-edit-company").selectOption({ label: "Cedar Works" });
    await page.locator("#verb-edit button[type=submit]").click();
    await page.getByText("Who works for Cedar Works can choose it from now on").waitFor();
    await visit.look("organisation-moves", { whole: false });
    await page.getByRole("button", { name: "Save all the same" }).click();
    await page.getByText("Saved.").waitFor();
    await page.locator("#what .organ-cell", { hasText: "Cedar Works" }).waitFor();
    await page.locator("#retirement").getByText("see its records by it no more").waitFor();
    await page.locator("#retirement").getByRole("button", { name: "Retire" }).click();
    await page.getByText("Help desk is retired. You can bring it back here.").waitFor();
    await visit.look("organisation-retired");
    await page.getByRole("button", { name: "Bring back" }).click();
    await page.getByText("Help desk is in use again.").waitFor();
    await page.goto("/administration/audit/settings");
    await page.getByRole("cell", { name: "brought a team back" }).first().waitFor();
  });
});

test("categories are a tree for each kind, choices a list with a code", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await add(page, "categories", { name: "Machines" });
    await page.getByText("Machines is there.").waitFor();
    await add(page, "categories", { name: "Presses", parent: "Machines" });
    await page.getByText("Presses is there.").waitFor();
    await page.goto(`${PATH}/categories`);
    await page.locator("a.deep-1", { hasText: "Presses" }).waitFor();
    await visit.look("organisation-categories");
    await add(page, "choices", { list: "Why something waits", label: "Waiting for a spare part", code: "Spare part" });
    await page.getByText("Use small letters, digits and underscores").waitFor();
    await page.locator("#form-code").fill("spare_part");
    await page.locator("form.create button[type=submit]").click();
    await page.getByText("Waiting for a spare part is there.").waitFor();
    await visit.look("organisation-choice");
    await page.goto(`${PATH}/choices`);
    await visit.look("organisation-choices");
  });
});

test("it works on a phone, in the dark, in German and without scripts", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto(`${PATH}/sites`);
    await page.getByRole("heading", { name: "Standorte" }).waitFor();
    await visit.look("organisation-sites-phone");
    await page.getByRole("link", { name: "Berlin" }).click();
    await page.getByRole("heading", { name: "Stilllegen" }).waitFor();
    await visit.look("organisation-site-phone");
  });
  await desk.visit({ scripts: false }, async ({ page }) => {
    await add(page, "departments", { name: "Finance", head: desk.ada.email });
    await page.getByText("Finance is there.").waitFor();
    await page.locator("#people").locator("summary").click();
    await page.locator("#verb-add-person").fill(desk.ada.email);
    await page.locator("#verb-add button[type=submit]").click();
    await page.locator("#people").getByText("Ada Keller").waitFor();
  });
});

test("whoever does not administer is told nothing of it", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents");
    assert.equal(await page.getByRole("link", { name: "Organisation" }).count(), 0);
  });
});
