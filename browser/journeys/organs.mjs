// What hangs on a record: its sections by mouse and htmx, and the pages of what is one's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, ADA, answered, createIncident, openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

const section = (page, name) => page.locator(`section#${name}`);

// Opens a form of a section by its button, fills it and sends it.
async function fill(page, place, button, values) {
  const form = place.locator("details.verb", { has: page.locator("summary", { hasText: button }) }).first();
  await form.locator("summary").click();
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label, { exact: false }).first();
    if ((await field.evaluate((node) => node.tagName)) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await answered(page, () => form.locator(".actions button").click());
}

test("sections are filled without leaving the page", async () => {
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    const other = await createIncident(page, { title: "The switch in the basement hums" });
    const number = await createIncident(page, { title: "Phones are dead on floor 2" });
    await page.goto(`/incidents/${number}`);
    await fill(page, section(page, "links"), "Link", { "How it stands": "caused by", Number: other });
    await section(page, "links").getByRole("link", { name: other }).waitFor();
    await fill(page, section(page, "tags"), "Add tag", { Tag: "phones" });
    await section(page, "tags").getByText("phones").waitFor();
    await fill(page, section(page, "tasks"), "Add task", { Title: "Measure the line", Due: "2099-03-05T08:30" });
    await section(page, "tasks").getByText("Measure the line").waitFor();
    await visit.look("organs-task-open");
    await answered(page, () => section(page, "tasks").getByRole("button", { name: "Done" }).click());
    await section(page, "tasks").getByText("1/1").waitFor();
    await fill(page, section(page, "effort"), "Book effort", { Minutes: "90", Note: "On site" });
    await section(page, "effort").getByText("1 h 30 min: On site").waitFor();
    await answered(page, () => section(page, "watchers").getByRole("button", { name: "Watch", exact: true }).click());
    await section(page, "watchers").getByText("You watch this.").waitFor();
    await fill(page, section(page, "reminders"), "Remind me", { When: "2099-03-06T09:00", Note: "Did it help?" });
    await section(page, "reminders").getByText("Did it help?").waitFor();
    await visit.look("organs");
    assert.equal(new URL(page.url()).pathname, `/incidents/${number}`, "all on one page");
  });
});

test("a refused form of a section keeps what was typed", async () => {
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    const number = await createIncident(page, { title: "The door bell rings by itself" });
    await page.goto(`/incidents/${number}`);
    await fill(page, section(page, "links"), "Link", { "How it stands": "blocks", Number: "INC7654321" });
    const form = section(page, "links").locator("details.verb[open]");
    await form.getByText("There is none by this name").waitFor();
    assert.equal(await form.getByLabel("Number").inputValue(), "INC7654321");
    await visit.look("organs-refused");
  });
});

test("what is one's own has pages", async () => {
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    for (const [path, heading, name] of [
      ["/tasks", "My open tasks", "tasks"],
      ["/reminders", "Reminders", "reminders"],
      ["/absences", "Absence", "absences"],
    ]) {
      await page.goto(path);
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), heading);
      await visit.look(name);
    }
    await fill(page, section(page, "mine"), "Announce an absence", { From: "2020-01-01T08:00", Until: "2099-01-01T08:00", Note: "On leave" });
    await section(page, "others").getByText("On leave").waitFor();
    await visit.look("absences-away");
  });
});
