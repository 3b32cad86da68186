import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIncident, openDesk, openVerb, send } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

const ENGLISH = /\b(the|and|this|incident|priority|assignee|created|opened|required|state|reply|note|with|your|you)\b/i;

// Every word the page says, without what people typed and without names.
async function speaksGerman(page, where) {
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  const said = await page.evaluate(() => {
    const hidden = [...document.querySelectorAll("[aria-label], [title]")].flatMap((e) => [e.ariaLabel, e.title]);
    return [document.body.innerText, ...hidden].filter(Boolean).join("\n");
  });
  assert.equal(said.match(ENGLISH)?.[0], undefined, `English on ${where}:\n${said}`);
}

test("a German browser reads German everywhere", async () => {
  await desk.visit({ as: null, language: "de-DE" }, async (visit) => {
    await visit.page.goto("/sign-in");
    await speaksGerman(visit.page, "sign-in");
    await visit.look("german-sign-in");
  });
  await desk.visit({ language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await speaksGerman(page, "an empty list");
    await page.goto("/incidents/new");
    await speaksGerman(page, "the form");
    await page.locator('form[action="/incidents"]').getByRole("button").click();
    await page.getByRole("alert").waitFor();
    await speaksGerman(page, "a refused form");
    await visit.look("german-form-refused");
    await createIncident(page, { title: "Drucker frisst Papier", description: "Seit heute früh.", impact: "1" });
    await openVerb(page, "priority");
    await speaksGerman(page, "a fresh incident");
    await send(page, "work");
    await openVerb(page, "hold");
    await visit.look("german-incident");
    await page.goto("/incidents?queue=all");
    await speaksGerman(page, "the list");
    await visit.look("german-list");
    await page.goto("/incidents/INC9999999");
    await speaksGerman(page, "nothing here");
  });
});

test("a German phone has room for German words", async () => {
  await desk.visit({ language: "de-DE", phone: true }, async (visit) => {
    const { page } = visit;
    await createIncident(page, { title: "Zugangskartenlesegerät am Lieferanteneingang reagiert nicht" });
    await visit.look("german-phone-incident");
    await page.goto("/incidents?queue=unassigned");
    await visit.look("german-phone-list");
  });
});
