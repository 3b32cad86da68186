import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDesk } from "../harness.mjs";

let desk;
before(async () => {
  desk = await openDesk();
});
after(() => desk?.close());

test("a wrong password is refused and the address stays", async () => {
  await desk.visit({ as: null }, async (visit) => {
    const { page } = visit;
    await page.goto("/sign-in");
    await visit.look("sign-in");
    await page.getByLabel("E-mail address").fill(desk.ada.email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("E-mail address or password is wrong.").waitFor();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), desk.ada.email);
    assert.equal(await page.getByLabel("Password").inputValue(), "");
    await visit.look("sign-in-refused");
  });
});

test("the right password leads to the incidents, and signing out locks the door", async () => {
  await desk.visit({}, async (visit) => {
    const { page } = visit;
    await visit.look("incidents-empty");
    await page.locator("summary", { hasText: desk.ada.name }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await page.goto("/incidents");
    assert.equal(new URL(page.url()).pathname, "/sign-in");
  });
});

test("a page asked for before signing in is shown after it", async () => {
  await desk.visit({ as: null }, async ({ page }) => {
    await page.goto("/incidents/new");
    await page.getByLabel("E-mail address").fill(desk.ada.email);
    await page.getByLabel("Password").fill(desk.ada.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/incidents/new");
  });
});

test("a form sent from another site is refused", async () => {
  await desk.visit({}, async ({ page }) => {
    const answer = await page.request.post("/incidents", {
      headers: { origin: "https://elsewhere.example" },
      form: { title: "forged", impact: "1", urgency: "1" },
      maxRedirects: 0,
    });
    assert.equal(answer.status(), 403);
  });
});
