# Who gets a newly opened record.
nav-assignment = Assignment
assignment-heading = Assignment
assignment-lead = Who gets a newly opened record. The rules are gone through from top to bottom, and the first whose condition holds is followed. Nothing happens where somebody named a team by hand, or no rule holds. A change holds at once for what is opened from then on.
assignment-kinds = Kinds of record
assignment-rules = Rules
assignment-none = There are no rules yet. What is opened stays without a team until somebody gives it one.
assignment-add = Add a rule
assignment-new = New rule: { $kind }
assignment-form-lead = Which records it is for, and who gets them. See what it would do before you save it.
assignment-name = Name
assignment-condition = Condition
assignment-condition-hint = A filter like those of lists, such as service = "E-mail" and priority <= 2. Empty means every record.
assignment-askable = What a condition can ask
assignment-whom = Who gets it
assignment-team-choose = Choose a team
assignment-gives = In the team
assignment-gives-hint = Whoever is away, or may not work on such records, is passed over. When nobody is left it goes to the team.
assignment-gives-team = Nobody yet: the team takes it
assignment-gives-person = One person
assignment-gives-round-robin = By turns
assignment-gives-least-load = Whoever has the fewest open
assignment-person = Person
assignment-person-hint = Only where it goes to one person.
assignment-active = In use
assignment-save = Save
assignment-saved = “{ $rule }” holds from now on.
assignment-moved = “{ $rule }” was moved.
assignment-removed = “{ $rule }” is gone.
assignment-try = See what it would do
assignment-turn-off = Turn off
assignment-turn-on = Turn on
assignment-remove = Delete
assignment-remove-hint = The rule is gone for good. What it has given stays where it is.
assignment-remove-now = Delete the rule
assignment-always = Every record
assignment-goes-team = { $team }, nobody yet
assignment-goes-person = { $person } in { $team }
assignment-goes-round-robin = { $team }, by turns
assignment-goes-least-load = { $team }, whoever has the fewest open
assignment-state-on = In use
assignment-state-off = Off
assignment-state-broken = Cannot be used
assignment-team-gone = Its team works no longer. Choose another one.
assignment-to-person = { $person }
assignment-to-team = the team
assignment-open = { $count ->
    [one] { $count } open
   *[other] { $count } open
}
assignment-person-away = Away
assignment-person-idle = Does not work on these
assignment-person-next = Next in turn

assignment-preview = What it would do
assignment-preview-holds = { $looked ->
    [0] There are no { $names } yet that can be counted.
    [one] The condition holds of { $holds } of the { $looked } { $names } opened last, as they are now.
   *[other] The condition holds of { $holds } of the { $looked } { $names } opened last, as they are now.
}
assignment-preview-first = { $count ->
    [one] { $count } of them would go to “{ $rule }”, which comes before.
   *[other] { $count } of them would go to “{ $rule }”, which comes before.
}
assignment-preview-gets = { $count ->
    [0] It would get none of them.
    [one] It would get { $count } of them.
   *[other] It would get { $count } of them.
}
assignment-preview-sight = Only what you may read in full is counted. What is restricted, and what you do not see, is left out here; the rule takes it all the same.
assignment-examples = Examples, and who would get them now
assignment-preview-team = The team now

assignment-trial = What would happen?
assignment-trial-hint = Shows which rule holds of a record as it is now, and why those before it do not. Nothing is changed.
assignment-trial-number = Number
assignment-trial-ask = Show
assignment-trial-gives = “{ $rule }” holds: it would go to { $whom }.
assignment-trial-none = No rule holds: it would stay as it is.
assignment-trial-because = This does not hold:
assignment-outcome-gives = Followed
assignment-outcome-later = Holds too
assignment-outcome-fails = Does not hold
assignment-outcome-off = Off
assignment-outcome-broken = Cannot be used
assignment-outcome-no-team = Cannot be used

assignment-load = Who has how many open
assignment-load-hint = The teams that rules give to. Everything of this kind that somebody has open is counted, whichever team it is of.
assignment-load-none = Nobody is in this team.
assignment-history = Last changes
assignment-history-none = Nobody has changed the rules yet.
assignment-log = See all changes of settings

did-log-create-assignment-rule = added an assignment rule
did-log-edit-assignment-rule = changed an assignment rule
did-log-order-assignment-rules = put the assignment rules in order
did-log-remove-assignment-rule = deleted an assignment rule
log-value-condition = Condition
log-value-condition-before = Condition before
log-value-gives = Goes to
log-value-gives-before = Went to
log-value-team-before = Team before
log-value-person-before = Person before
log-value-active-before = In use before
log-value-order = Order
log-value-order-before = Order before
log-flag-1 = yes
log-flag-0 = no
log-flag-true = yes
log-flag-false = no
log-gives-team = nobody yet
log-gives-person = one person
log-gives-round-robin = by turns
log-gives-least-load = whoever has the fewest open

fault-filter-me = A rule is asked for nobody in particular: nobody is “me” in it. Name the person or the team.
fault-not-in-team = They are not in this team. Choose somebody of the team, or let them join it first.
fault-each-rule-once = Name each rule of this kind once, also those that are turned off.
fault-inside-only = You may not read the inside of this one, and which rule holds would tell it.
refused-rules-over = This is over; there is nobody to give it to.
refused-rules-none = No assignment rule holds of this. Assign it by hand.

organ-assignment = Assignment rules
assignment-organ-lead = Gives it to whom the rules say now, as if it had just been opened.
verb-assign-by-rules = Assign by rules
done-assign-by-rules = { $number } went to whom the rules say.
did-assign-by-rules = assigned this by rules
fact-assigned-by-rule = Rule
assignment-told-team = { $rule }: to the team
assignment-told-person = { $rule }: to one person
assignment-told-round-robin = { $rule }: by turns
assignment-told-least-load = { $rule }: to whoever had the fewest open
assignment-told-nobody-there = { $rule }: to the team, for nobody was there
