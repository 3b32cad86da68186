# Escalation: to teams that can do more, and to the people above.
nav-escalation = Escalation
escalation-heading = Escalation
escalation-lead = Where records go when a team cannot solve them. Escalating to another team proposes the team named here; escalating to management goes to who leads the team, and from there to who is above them.
escalation-teams = Teams
escalation-to = escalates to { $team }
escalation-to-none = escalates nowhere
escalation-leads = { $name } leads { $team }
escalation-above = { $name } is above
escalation-above-none = nobody is above
escalation-concerns-team = { $count ->
    [0] No open record is with this team now.
    [one] { $count } open record of this team would go there when it is escalated.
   *[other] { $count } open records of this team would go there when they are escalated.
}
escalation-concerns-person = { $count ->
    [0] No open record is escalated to them now that could go further.
    [one] { $count } open record is escalated to them and would go to who is above next.
   *[other] { $count } open records are escalated to them and would go to who is above next.
}
escalation-concerns-team-nowhere = { $count ->
    [0] No open record is with this team now.
    [one] { $count } open record is with this team; whoever escalates it has to choose a team.
   *[other] { $count } open records are with this team; whoever escalates one has to choose a team.
}
escalation-concerns-person-nobody = { $count ->
    [0] No open record is escalated to them now that could go further.
    [one] { $count } open record is escalated to them; whoever escalates it further has to name a person.
   *[other] { $count } open records are escalated to them; whoever escalates one further has to name a person.
}
escalation-manager-hint = Name or e-mail address. Empty means nobody.
escalation-change = Change
escalation-save = Save
escalation-saved = It is saved.
field-escalates-to = Escalates to
field-manager = Who is above
field-escalation = Escalation level
field-escalated-to = Escalated to
field-escalations = Times escalated
did-log-set-escalation = set where a team escalates to
did-log-set-manager = set who is above a person
log-value-escalates-to = Escalates to
log-value-manager = Who is above
log-value-escalates-to-before = Escalated to before
log-value-manager-before = Who was above
fault-no-next-team = No team is named that its team escalates to. Choose a team.
fault-nobody-above = Nobody is known who is next above. Name a person.
fault-escalation-circle = This would lead back to where it began. Choose another one.
refused-escalated-fully = It is on the highest level already.
notified-escalated = Escalated to you
notify-escalated = A record is escalated to me

organ-escalation = Escalation
organ-none-escalation = Not escalated to management.
escalation-stands = Level { $level } of 3, with { $name }.
escalation-stands-alone = Level { $level } of 3.
verb-escalate-to-management = Escalate to management
submit-escalate-to-management = Escalate
verb-hint-escalate-to-management = Who leads the team is told and watches this from now on; the next time, who is above them.
done-escalate-to-management = { $number } is escalated to management.
did-escalate-to-management = escalated this to management
verb-deescalate = De-escalate
verb-hint-deescalate = It goes one level down.
done-deescalate = { $number } is de-escalated.
did-deescalate = de-escalated this
ask-organ-escalate-to-management-person = To whom
hint-organ-escalate-to-management-person = Name or e-mail address. Empty means who is next above.
ask-organ-escalate-to-management-reason = Why is it escalated?
ask-organ-deescalate-reason = Why is it de-escalated?
refused-escalate-over = This is over; there is nothing to escalate.
refused-not-escalated = This is not escalated to management.
