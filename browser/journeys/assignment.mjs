// Who gets a newly opened record: a rule is tried out, saved, followed, explained, moved and turned off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, answered, createIncident, openDesk, state } from "../harness.mjs";

const PATH = "/administration/assignment";

let desk;
let ria;
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
  ria = await desk.server.api(RIA);
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name }) }).last();

const form = (page) => page.locator("form.create");

async function fill(page, { name, condition, team = "Service desk", gives }) {
  await form(page).locator('[name="name"]').fill(name);
  await form(page).locator('[name="condition"]').fill(condition);
  await form(page).locator('[name="team"]').selectOption({ label: team });
  await form(page).locator('[name="gives"]').selectOption(gives);
}

test("a rule is tried out, saved and followed", async () => {
  await ria("POST", "/incidents", { title: "Screen stays dark", impact: 3, urgency: 3 });
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/audit");
    await page.getByRole("link", { name: "Assignment" }).first().click();
    await page.waitForURL(`**${PATH}`);
    await page.getByText("There are no rules yet").waitFor();
    await visit.look("assignment-none");
    await page.getByRole("link", { name: "Add a rule" }).click();
    await fill(page, { name: "Screens", condition: "title contains screen and priorty = 1", gives: "round_robin" });
    await form(page).getByRole("button", { name: "Save" }).click();
    await page.locator(".wrong-at mark", { hasText: "priorty" }).waitFor();
    assert.equal(await form(page).locator('[name="name"]').inputValue(), "Screens", "what was typed is still there");
    await visit.look("assignment-refused");
    await form(page).locator('[name="condition"]').fill("title contains screen");
    await form(page).getByRole("button", { name: "See what it would do" }).click();
    await page.getByText("It would get 1 of them").waitFor();
    await part(page, "What it would do").getByRole("link", { name: "Screen stays dark" }).waitFor();
    await visit.look("assignment-tried");
    await form(page).getByRole("button", { name: "Save" }).click();
    await page.getByText("“Screens” holds from now on.").waitFor();
    await part(page, "Who has how many open").getByText("Ben Osei").waitFor();
    await page.goto(`${PATH}/incident/new`);
    await fill(page, { name: "Everything else", condition: "", gives: "team" });
    await form(page).getByRole("button", { name: "Save" }).click();
    await page.getByText("“Everything else” holds from now on.").waitFor();
    await visit.look("assignment-rules");
  });
  const { number, version } = await ria("POST", "/incidents", { title: "Screen flickers", impact: 3, urgency: 3 });
  assert.equal(version, 2);
  await desk.visit({ as: BEN }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${number}`);
    assert.equal(await state(page), "assigned");
    await page.getByText("Screens: by turns").waitFor();
    await visit.look("assignment-record");
    await answered(page, () => page.getByRole("button", { name: "Assign by rules" }).click());
    await page.getByText("went to whom the rules say").first().waitFor();
  });
  await desk.visit({ as: RIA }, async ({ page }) => {
    await page.goto(`/incidents/${number}`);
    await page.getByRole("heading", { name: "Screen flickers" }).waitFor();
    assert.equal(await page.getByText("Screens").count(), 0, "whoever asked is told nothing of rules");
  });
});

test("rules are explained, put in order by the keyboard, turned off and deleted", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, { title: "Screen and keyboard" });
    await page.goto(PATH);
    await part(page, "What would happen?").getByLabel("Number").fill(number.toLowerCase());
    await page.keyboard.press("Enter");
    await page.getByText("“Screens” holds: it would go to Ben Osei").waitFor();
    await part(page, "What would happen?").getByText("Holds too").waitFor();
    await visit.look("assignment-explained");
    await page.goto(PATH);
    await page.getByRole("button", { name: "Move Everything else up" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("“Everything else” was moved.").waitFor();
    const first = page.locator(".rules .rule").first();
    await first.getByRole("link", { name: "Everything else" }).waitFor();
    await first.getByRole("button", { name: "Turn off" }).click();
    await page.locator(".rules .rule").first().getByText("Off", { exact: true }).waitFor();
    await part(page, "Last changes").getByText("put the assignment rules in order").waitFor();
    await page.locator(".rules .rule").first().locator("summary").click();
    await page.getByRole("button", { name: "Delete the rule" }).click();
    await page.getByText("“Everything else” is gone.").waitFor();
    assert.equal(await page.locator(".rules .rule").count(), 1);
  });
});

test("it works on a phone, in the dark and in German", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto(PATH);
    await page.getByRole("heading", { name: "Regeln" }).waitFor();
    await visit.look("assignment-phone");
    await page.getByRole("link", { name: "Screens" }).click();
    await page.getByRole("button", { name: "Ansehen, was sie täte" }).click();
    await page.getByRole("heading", { name: "Was sie täte" }).waitFor();
    await visit.look("assignment-phone-form");
  });
});

test("whoever does not administer is told nothing of it", async () => {
  await desk.visit({ as: BEN }, async ({ page }) => {
    await page.goto("/incidents");
    assert.equal(await page.getByRole("link", { name: "Assignment", exact: true }).count(), 0);
  });
});
