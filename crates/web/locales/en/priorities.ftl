# The priority that follows from impact and urgency.
nav-priority = Priorities
priority-lead = Which priority a record gets from its impact and its urgency. A change holds for whatever is opened or weighed from then on; what there is keeps its priority.
priority-cell = { $impact } impact, { $urgency } urgency
priority-urgency = Urgency: { $urgency }
priority-apart = { $number ->
    [0] Every open record has the priority it gets here, but where somebody overrode it.
   *[other] Open with another priority than they would get here, though nobody overrode it: { $count } { $names }.
}
priority-apart-see = See them. To bring them in line, choose them there and set the priority anew.
priority-would-be-apart = { $number ->
    [0] No open record has another priority than it would get by this, but where somebody overrode it.
   *[other] Open with another priority than they would get by this: { $count } { $names }. They keep theirs until somebody weighs them anew.
}
priority-raised = raised
priority-lowered = lowered
priority-odd = odd
priority-change = { $cell }: { $after } instead of { $before }.
priority-crossed = { $more } would get a lower priority than { $less }. Is that meant?
did-log-set-priorities = set which priority follows from impact and urgency
log-value-matrix-cell = Impact, urgency, priority
log-value-matrix-cell-before = Impact, urgency, priority before
refused-matrix-changed = Somebody else changed these priorities meanwhile.
