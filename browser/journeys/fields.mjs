// An administrator adds fields; people fill them in, with and without scripts, on any screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, answered, openDesk, openEdit } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

// Adds a field of a type, from the list of fields on.
async function addField(page, type, code, label, fill = async () => undefined) {
  await page.goto("/administration/fields");
  await page.getByRole("link", { name: "Add a field" }).first().click();
  await page.getByRole("link", { name: type }).click();
  await page.locator('[name="labels.en"]').fill(label);
  await page.locator('[name="code"]').fill(code);
  await fill(page);
  await page.getByRole("button", { name: "Add a field" }).click();
  await page.waitForURL(/\/administration\/fields\/[0-9a-f]{32}$/);
}

const options = async (page) => page.locator('[name="options"]').fill("laptop | Laptop | Rechner\nphone | Phone | Telefon\nother");

test("fields are added, ordered, changed and retired", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/fields");
    await visit.look("fields-none");
    await page.getByRole("link", { name: "Add a field" }).first().click();
    await visit.look("field-types");
    await addField(page, "Choice of several", "equipment", "Equipment", options);
    await visit.look("field-choice");
    await addField(page, "Money", "cost", "Cost of repair");
    await page.locator('[name="states.resolved"]').selectOption("required");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Cost of repair has been saved.").waitFor();
    assert.equal(await page.locator('[name="states.resolved"]').inputValue(), "required");
    await addField(page, "Date and time", "called_at", "Supplier called");
    await page.goto("/administration/fields");
    const labels = () => page.locator(".fields-list .row-link").allInnerTexts();
    assert.deepEqual(await labels(), ["Equipment", "Cost of repair", "Supplier called"]);
    await page.getByRole("button", { name: "Move Supplier called up" }).click();
    await page.getByText("The order has been saved.").waitFor();
    assert.deepEqual(await labels(), ["Equipment", "Supplier called", "Cost of repair"]);
    await visit.look("fields");
    await page.getByRole("link", { name: "Supplier called" }).click();
    await page.getByRole("button", { name: "Retire this field" }).click();
    await page.getByText("Supplier called is retired.").waitFor();
    await page.getByRole("button", { name: "Use this field again" }).click();
    await page.getByText("Supplier called is in use again.").waitFor();
  });
});

test("what is wrong with a field is said at its part, and what was typed stays", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/fields/new?kind=incident&type=choice");
    await page.locator('[name="labels.en"]').fill("Colour");
    await page.locator('[name="code"]').fill("title");
    await page.locator('[name="options"]').fill("red | Red\nRed! | Again");
    await page.getByRole("button", { name: "Add a field" }).click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.locator('[name="code"]').getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator('[name="options"]').inputValue(), "red | Red\nRed! | Again");
    await page.getByText("Line 2:").first().waitFor();
    await visit.look("field-refused");
  });
});

for (const scripts of [true, false]) {
  test(`people fill fields in and see them${scripts ? "" : " without scripts"}`, async () => {
    await desk.visit({ as: BEN, scripts }, async (visit) => {
      const { page } = visit;
      await page.goto("/incidents/new");
      const form = page.locator('form[action="/incidents"]');
      await form.locator('[name="title"]').fill("Laptop fell into the harbour");
      await form.locator('[name="impact"]').selectOption("2");
      await form.locator('[name="urgency"]').selectOption("2");
      await form.getByLabel("Laptop", { exact: true }).check();
      await form.getByLabel("other", { exact: true }).check();
      await form.locator('[name="x.cost"]').fill("many");
      await form.getByRole("button").click();
      await page.getByRole("alert").waitFor();
      assert.equal(await page.locator('[name="x.cost"]').inputValue(), "many");
      assert.equal(await page.getByLabel("Laptop", { exact: true }).isChecked(), true);
      if (scripts) await visit.look("fields-form-refused");
      await page.locator('[name="x.cost"]').fill("1249,90");
      await page.locator('form[action="/incidents"]').getByRole("button").click();
      await page.waitForURL(/\/incidents\/INC\d{7}$/);
      const side = page.locator(".record-side");
      await side.getByText("Laptop, other").waitFor();
      await side.getByText("1249.90 EUR").waitFor();
      if (scripts) await visit.look("fields-record");
      const edit = await openEdit(page);
      await edit.locator('[name="x.called_at"]').fill("2026-03-01T09:30");
      await answered(page, () => edit.getByRole("button", { name: "Save" }).click());
      await side.getByText("Supplier called", { exact: true }).waitFor();
      await page.locator("ol.timeline").getByText("1 Mar 2026, 09:30 UTC").first().waitFor();
    });
  });
}

test("fields fit a phone and the dark, in German", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto("/administration/fields");
    await visit.page.getByRole("heading", { level: 1, name: "Eigene Felder" }).waitFor();
    await visit.look("fields-phone");
    await visit.page.getByRole("link", { name: "Equipment" }).click();
    await visit.look("field-phone");
    await visit.page.goto("/incidents/new");
    await visit.page.getByLabel("Rechner").waitFor();
    await visit.look("fields-form-phone");
  });
});
