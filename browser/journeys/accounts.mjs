// One's own account, and how administrators let people in: passwords, sessions, links that work once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADA, BEN, openDesk } from "../harness.mjs";

const NEW = "eleven ducks cross the square 8";

let desk;
before(async () => {
  desk = await openDesk({ people: [BEN] });
});
after(() => desk?.close());

const part = (page, name) => page.locator("section", { has: page.getByRole("heading", { name }) }).last();

async function change(page, present, password, again = password) {
  const form = part(page, "Password").locator("form");
  if (!(await form.isVisible())) await part(page, "Password").getByText("Change password").first().click();
  await form.getByLabel("Present password").fill(present);
  await form.locator('[name="password"]').fill(password);
  await form.locator('[name="again"]').fill(again);
  await form.getByRole("button", { name: "Change password" }).click();
}

test("a password is changed and the other sessions end", async () => {
  await desk.visit({ as: BEN }, async (elsewhere) => {
    await desk.visit({ as: BEN }, async (visit) => {
      const { page } = visit;
      await page.locator("summary", { hasText: BEN.name }).click();
      await page.getByRole("link", { name: "My account" }).click();
      await page.waitForURL("**/account");
      assert.equal(await part(page, "Where you are signed in").getByText("Chrome on").count(), 2);
      await visit.look("account");
      await change(page, "not my password at all", NEW);
      await page.getByText("This is not your present password.").waitFor();
      await visit.look("account-refused");
      await change(page, BEN.password, "password12345");
      await page.getByText("This is among the first that are tried.").waitFor();
      await change(page, BEN.password, "Ben Osei 2026");
      await page.getByText("This is made of your name or address.").waitFor();
      await change(page, BEN.password, NEW, `${NEW}9`);
      await page.getByText("This is not the same as above.").waitFor();
      await change(page, BEN.password, NEW);
      await page.getByText("The password is changed. Other sessions have ended.").waitFor();
      assert.equal(await part(page, "Where you are signed in").getByText("Chrome on").count(), 1);
    });
    await elsewhere.page.goto("/account");
    await elsewhere.page.waitForURL((url) => url.pathname === "/sign-in");
  });
});

test("a link to set another password is shown once and works once", async () => {
  let link;
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/users");
    await visit.look("users");
    await page.getByLabel("Name or address").fill("osei");
    await page.getByLabel("Name or address").press("Enter");
    await page.getByRole("link", { name: "Ben Osei" }).click();
    await page.getByRole("heading", { name: "Ben Osei" }).waitFor();
    await visit.look("user");
    await page.getByRole("button", { name: "Make a link to reset the password" }).click();
    await page.getByRole("heading", { name: "New password for Ben Osei" }).waitFor();
    await visit.look("user-link");
    link = await page.getByLabel("Link", { exact: true }).inputValue();
    assert.ok(link.startsWith(desk.server.url), link);
    await page.reload();
    assert.equal(await page.getByLabel("Link", { exact: true }).count(), 0);
    await part(page, "Links").getByText("A link to reset the password has been made").waitFor();
    await page.goto("/administration/audit/settings");
    await page.getByRole("cell", { name: "made a link to reset a password" }).first().waitFor();
    assert.equal(await page.getByText(link.split("link=")[1]).count(), 0);
  });
  await desk.visit({ as: null, phone: true }, async (visit) => {
    const { page } = visit;
    await page.goto(link);
    await page.getByText("You will sign in as ben.osei@example.org.").waitFor();
    await visit.look("set-password-phone");
    await page.locator('[name="password"]').fill("too short");
    await page.locator('[name="again"]').fill("too short");
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("This is too short. Use at least 12 characters.").waitFor();
    await page.locator('[name="password"]').fill(BEN.password);
    await page.locator('[name="again"]').fill(BEN.password);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("Your password is set. Sign in with it.").waitFor();
    await visit.signIn(BEN);
    await page.goto(link);
    await page.getByText("This link can be used no more.").waitFor();
    await visit.look("set-password-over");
  });
});

test("somebody is invited, let in, and let out", async () => {
  const nina = { email: "nina@example.org", password: NEW };
  let link;
  await desk.visit({ as: ADA, scripts: false }, async ({ page }) => {
    await page.goto("/administration/users");
    await page.getByRole("link", { name: "Invite somebody" }).click();
    await page.getByLabel("E-mail address").fill("ben.osei@example.org");
    await page.getByLabel("Name", { exact: false }).first().fill("Nina New");
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByText("This is taken already.").waitFor();
    await page.getByLabel("E-mail address").fill(nina.email);
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("heading", { name: "Invitation for Nina New" }).waitFor();
    link = await page.getByLabel("Link", { exact: true }).inputValue();
  });
  await desk.visit({ as: null, dark: true }, async (visit) => {
    await visit.page.goto(link);
    await visit.look("invitation-dark");
    await visit.page.locator('[name="password"]').fill(nina.password);
    await visit.page.locator('[name="again"]').fill(nina.password);
    await visit.page.getByRole("button", { name: "Set password" }).click();
    await visit.page.getByText("Your password is set.").waitFor();
    await visit.signIn(nina);
    await desk.visit({ as: ADA }, async ({ page }) => {
      await page.goto("/administration/users?text=nina");
      await page.getByRole("link", { name: "Nina New" }).click();
      await page.getByRole("button", { name: "Deactivate" }).click();
      await page.getByText("They can come in no more.").waitFor();
      await page.getByText("A link needs an e-mail address").waitFor();
    });
    await visit.page.goto("/account");
    await visit.page.waitForURL((url) => url.pathname === "/sign-in");
  });
});

test("it works on a phone, in the dark and in German", async () => {
  await desk.visit({ phone: true, dark: true, language: "de-DE" }, async (visit) => {
    await visit.page.goto("/account");
    await visit.page.getByText("dieser Browser").waitFor();
    await visit.look("account-phone");
    await visit.page.goto("/administration/users");
    await visit.look("users-phone");
    await visit.page.getByRole("link", { name: "Ada Keller" }).click();
    await visit.look("user-phone");
    await visit.page.goto("/administration/users/new");
    await visit.look("user-invite-phone");
  });
});

test("an administrator corrects a name, and it is told beside it", async () => {
  await desk.visit({ as: ADA }, async (visit) => {
    const { page } = visit;
    await page.goto("/administration/users");
    await page.getByRole("link", { name: "Ben Osei" }).click();
    const form = page.locator("#verb-edit form");
    await page.locator("#verb-edit summary").click();
    await form.locator('[name="name"]').fill("Ben Osei-Mensah");
    await form.locator('[name="email"]').fill("not an address");
    await visit.look("user-edit", { whole: false });
    await form.getByRole("button").last().click();
    await form.locator('[name="email"][aria-invalid]').waitFor();
    await form.locator('[name="email"]').fill(BEN.email);
    await form.getByRole("button").last().click();
    await page.getByRole("heading", { level: 1, name: "Ben Osei-Mensah" }).waitFor();
    await page.getByText("changed a person").waitFor();
    await visit.look("user-edited");
  });
});

test("everybody chooses their language", async () => {
  await desk.visit({ as: ADA, phone: true }, async (visit) => {
    const { page } = visit;
    await page.goto("/account");
    await page.locator("#verb-edit summary").click();
    await page.locator('#verb-edit [name="language"]').selectOption("de");
    await page.locator('#verb-edit [name="time_zone"]').fill("Europe/Vienna");
    await page.locator("#verb-edit form").getByRole("button").last().click();
    await page.getByRole("heading", { level: 1, name: "Mein Konto" }).waitFor();
    await page.getByText("Europe/Vienna").first().waitFor();
    await visit.look("account-own-phone");
    await page.locator("#verb-edit summary").click();
    await page.locator('#verb-edit [name="language"]').selectOption("");
    await page.locator("#verb-edit form").getByRole("button").last().click();
    await page.getByRole("heading", { level: 1, name: "My account" }).waitFor();
  });
});
