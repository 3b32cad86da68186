// An ordinary morning: incidents in every state, with talk in them.
import { BEN, CLEO, RIA } from "../harness.mjs";

const REPORTED = [
  ["Nobody in Lisbon can sign in to the time sheet", "Since **8:40** the page says `500` after the password.\n\n- Chrome and Edge alike\n- at home it works\n\nPayroll closes at noon.", 1, 1],
  ["Scanner at gate 4 reads every second pallet", "Batteries are new.", 2, 1],
  ["Invoices leave without the second page", "", 2, 2],
  ["Laptop does not wake from sleep", "Only on the dock.", 3, 2],
  ["Meeting room Oslo: no sound from the ceiling", "", 3, 3],
  ["VPN drops every twenty minutes", "Started with yesterday's update.", 2, 2],
  ["Label printer prints the old logo", "", 3, 3],
  ["Phone 4471 rings twice and goes silent", "", 3, 2],
  ["Shared mailbox 'orders' is missing", "Gone since the move.", 2, 1],
  ["Cannot open drawings from 2019", "", 3, 3],
  ["Card reader at the canteen declines everyone", "Cash only at the moment.", 1, 2],
  ["Second screen stays dark after lunch", "", 3, 3],
];

// Answers the number of the incident most worth looking at.
export async function ordinaryMorning(server) {
  const [ria, ben, cleo] = await Promise.all([RIA, BEN, CLEO].map((person) => server.api(person)));
  const numbers = [];
  for (const [title, description, impact, urgency] of REPORTED) {
    numbers.push((await ria("POST", "/incidents", { title, description, impact, urgency })).number);
  }
  const at = (index, resource) => `/incidents/${numbers[index]}/${resource}`;
  const give = (index, team, assignee) => cleo("POST", at(index, "assignment"), { team, assignee });
  await give(0, "Networks", CLEO.name);
  for (const index of [1, 3, 5, 8, 10]) await give(index, "Service desk", BEN.name);
  for (const index of [2, 6, 9]) await give(index, "Service desk");
  for (const index of [1, 3, 5, 8]) await ben("POST", at(index, "work"), {});
  await cleo("POST", at(0, "work"), {});
  await cleo("POST", at(0, "comments"), { body: "We see it too: the certificate of the sign-in service ended at 8:38. A new one is on its way." });
  await cleo("POST", at(0, "notes"), { body: "Renewal job has failed since the **host move**; key is in the safe of team Networks." });
  await ria("POST", at(0, "comments"), { body: "Thank you. Can people hand in paper until then?" });
  await ben("POST", at(5, "hold"), { reason: "supplier", note: "Ticket 88213 at the provider; they call back at three." });
  await ben("POST", at(3, "resolution"), { code: "fixed", notes: "Firmware of the dock renewed." });
  await ben("POST", at(8, "resolution"), { code: "fixed", notes: "Mailbox mapped again." });
  await ben("POST", at(8, "closure"), {});
  await cleo("POST", at(4, "cancellation"), { reason: "Reported twice." });
  return numbers[0];
}
