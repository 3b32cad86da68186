// Whoever asked says how it went: on a phone, by keyboard, without scripts, in German; the desk reads it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BEN, RIA, createIncident, openDesk, openVerb, verb } from "../harness.mjs";

let desk;
const numbers = [];
before(async () => {
  desk = await openDesk({ people: [BEN, RIA] });
  await desk.visit({ as: RIA }, async ({ page }) => {
    for (const title of ["Badge opens no door", "Headset without sound", "Locker key is bent"]) {
      numbers.push(await createIncident(page, { title }));
    }
    assert.equal(await page.getByRole("heading", { name: "How did it go?" }).count(), 0, "it is not resolved");
  });
  await desk.visit({ as: BEN }, async ({ page }) => {
    for (const number of numbers) await resolve(page, number);
    assert.equal(await page.getByRole("heading", { name: "How did it go?" }).count(), 0, "it is not his to say");
  });
});
after(() => desk?.close());

async function resolve(page, number) {
  await page.goto(`/incidents/${number}`);
  const form = await openVerb(page, "resolution");
  await form.locator('[name="code"]').selectOption({ index: 1 });
  await form.locator('[name="notes"]').fill("Exchanged.");
  await form.getByRole("button", { name: "Resolve" }).click();
  await verb(page, "closure").first().waitFor();
}

test("it is said on a phone and changed later, and the desk reads it", async () => {
  const [number] = numbers;
  await desk.visit({ as: RIA, phone: true }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${number}`);
    await page.getByRole("heading", { name: "How did it go?" }).waitFor();
    await visit.look("satisfaction-phone");
    await page.getByText("Dissatisfied", { exact: true }).click();
    await page.getByLabel("What went well, what did not?").fill("It took a week.");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("2 of 5: Dissatisfied").waitFor();
    await page.getByText("It took a week.").first().waitFor();
    await visit.look("satisfaction-said-phone");
    await page.getByText("Change your answer").click();
    await page.getByText("Satisfied", { exact: true }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("4 of 5: Satisfied").waitFor();
  });
  await desk.visit({ as: BEN, dark: true }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${number}`);
    await page.getByText("4 of 5: Satisfied").waitFor();
    assert.equal(await page.getByRole("button", { name: "Send", exact: true }).count(), 0);
    await visit.look("satisfaction-read");
    await page.goto("/incidents?queue=all&q=satisfaction%20%3E%3D%204");
    await page.locator("main").getByText(number).first().waitFor();
  });
});

test("it is said by keyboard alone", async () => {
  await desk.visit({ as: RIA }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${numbers[1]}`);
    await page.locator('#verb-rate input[type="radio"]').first().focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
    await visit.look("satisfaction-chosen");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Quick.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("5 of 5: Very satisfied").waitFor();
  });
});

test("it is said without scripts, in German", async () => {
  await desk.visit({ as: RIA, scripts: false, language: "de-DE" }, async (visit) => {
    const { page } = visit;
    await page.goto(`/incidents/${numbers[2]}`);
    await page.getByText("Teils, teils", { exact: true }).click();
    await page.getByRole("button", { name: "Absenden" }).click();
    await page.getByText("3 von 5: Teils, teils").waitFor();
    await visit.look("satisfaction-plain-german");
  });
});
