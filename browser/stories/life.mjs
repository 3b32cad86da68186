// The whole life of an incident, the same on every engine and with or without scripts.
import assert from "node:assert/strict";
import { createIncident, openVerb, send, state, verb } from "../harness.mjs";

export async function wholeLife({ page, look }, picture) {
  const number = await createIncident(page, { title: "Printer on the third floor eats paper", description: "Since **this morning**." });
  assert.match(await state(page), /new|assigned/);
  assert.equal(await page.locator(".description strong").innerText(), "this morning");
  await picture?.("incident-new");

  if ((await verb(page, "assignment").count()) > 0 && (await verb(page, "work").count()) === 0) await send(page, "assignment");
  await send(page, "work");
  assert.equal(await state(page), "in progress");

  await send(page, "hold");
  assert.match(await state(page), /on hold/);
  await send(page, "hold", { undo: true });
  assert.equal(await state(page), "in progress");

  await refuseResolutionWithoutCode(page);
  await send(page, "resolution");
  assert.equal(await state(page), "resolved");
  await picture?.("incident-resolved");

  await send(page, "resolution", { undo: true });
  assert.match(await state(page), /in progress|assigned|new/);
  await send(page, "resolution");
  await send(page, "closure");
  assert.equal(await state(page), "closed");

  await page.goto(`/incidents/${number}`);
  assert.equal(await state(page), "closed", "what the page showed is what was kept");
  return { number, look };
}

async function refuseResolutionWithoutCode(page) {
  const form = await openVerb(page, "resolution");
  const notes = form.locator("textarea").first();
  await notes.fill("Roller replaced.");
  // The browser would hold an incomplete form back by itself; the server has to as well.
  await form.evaluate((element) => element.setAttribute("novalidate", ""));
  await form.getByRole("button").click();
  const wrong = page.locator('#record form[action$="/resolution"] select[aria-invalid="true"]');
  await wrong.waitFor();
  const kept = page.locator('#record form[action$="/resolution"] textarea').first();
  assert.equal(await kept.inputValue(), "Roller replaced.", "what was typed is still there");
  assert.match(await state(page), /in progress/);
}
