// The one import of a journey: a desk that runs, visitors to it, and what they do with an incident.
export { ADA, BEN, CLEO, RIA, openDesk } from "./harness/desk.mjs";
export { answered, createIncident, editing, fillRequired, openEdit, openVerb, queueHolding, send, state, verb, write } from "./harness/incident.mjs";
