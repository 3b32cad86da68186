// The one import of a journey: a desk that runs, visitors to it, and what they do with an incident.
export { openDesk } from "./harness/desk.mjs";
export { createIncident, fillRequired, openVerb, queueHolding, send, state, verb } from "./harness/incident.mjs";
