# What every record has: links, watchers, tags, tasks, effort, reminders.

# Refusals.
fault-itself = This is the same record. Name another one.
fault-linked = These two are linked in this way already.
fault-circle = This would lead back to where it began. Choose another relation, or take a link of the chain away first.
fault-too-many-links = One of them has { $most } links already. Take some away first.
fault-does-not-read = This person may read no records of this kind. Choose somebody who may.
refused-link-too-far = Too much hangs together here to tell whether it would become a circle. Take some links away first.
refused-watch-restricted = This record is restricted, and watching would show it. Nobody can be added here.
refused-too-many-watchers = Too many people watch this already. Let some of them go first.
fault-too-many-tags = It has { $most } tags already. Take some off first.
fault-too-many-tasks = It has { $most } tasks already. Finish or combine some.
refused-task-of-ended = The record is over, and so are its tasks. Reopen it first.
refused-task-is-open = This task is open already.
refused-task-is-over = This task is done or skipped. Reopen it first.
refused-task-waits = It is not this task's turn: finish the tasks of the stages before it first.
refused-tasks-open = Tasks that must be done first are still open. Finish or skip them, then try again.
fault-minutes-or-cost = Give minutes, a cost, or both.
fault-only-your-own = You can book only your own effort. Leave the person out.
fault-too-many-entries = It has { $most } entries already. Combine some.
refused-booking-not-yours = This was booked by somebody else or more than a day ago. Ask whoever leads the team to correct it.

# Sections of a record's page.
organ-links = Links
organ-none-links = Linked to nothing yet.
organ-watchers = Watchers
organ-none-watchers = Nobody watches this.
organ-you-watch = You watch this.
organ-tags = Tags
organ-none-tags = No tags yet.
organ-tasks = Tasks
organ-none-tasks = No tasks yet.
organ-effort = Effort and cost
organ-none-effort = Nothing has been booked yet.

# How one record stands to another.
relation-relates-to = relates to
relation-causes = causes
relation-caused-by = caused by
relation-duplicates = duplicates
relation-duplicated-by = duplicated by
relation-blocks = blocks
relation-blocked-by = blocked by
relation-child-of = child of
relation-parent-of = parent of
relation-resolves = resolves
relation-resolved-by = resolved by

state-task-open = Open
state-task-waits = Not yet its turn
state-task-done = Done
state-task-skipped = Skipped
task-mandatory = Must be done first
task-stage = { $stage }.
effort-billable = Billable
effort-time = { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
}
effort-of-it-billable = of it billable { $time }

# Fields.
field-relation = How it stands to the other
field-person = Person
field-tag = Tag
field-stage = Stage
field-mandatory = Must be done before this is resolved
field-due-at = Due
field-minutes = Minutes
field-spent-on = Day
field-billable = Billable
field-cost = Cost
ask-organ-book-currency = Currency
hint-organ-link-number = The number of any record, like INC0000042.
hint-organ-add-watcher-person = Name or e-mail address. They will see this record.
hint-organ-add-task-stage = Tasks of one stage go side by side; each stage waits for the one before it.
hint-organ-edit-task-stage = Tasks of one stage go side by side; each stage waits for the one before it.
hint-organ-add-task-assignee = Name or e-mail address.
hint-organ-edit-task-assignee = Name or e-mail address.
hint-organ-book-spent-on = Like 2026-03-29. Empty means today.
hint-organ-book-person = Empty means you.
hint-organ-book-cost = With its decimals, like 12.50.
hint-organ-book-currency = Three letters, like EUR.

# Buttons.
verb-link = Link
verb-unlink = Remove link
verb-watch = Watch
verb-unwatch = Stop watching
verb-add-watcher = Add watcher
verb-remove-watcher = Remove
verb-tag = Add tag
verb-untag = Remove
verb-add-task = Add task
verb-edit-task = Edit
verb-complete-task = Done
verb-skip-task = Skip
verb-reopen-task = Reopen
verb-book = Book effort
verb-remove-booking = Take back
submit-edit-task = Save
submit-book = Book
submit-add-watcher = Add
submit-tag = Add

# What was done, afterwards.
done-link = { $number } is linked.
done-unlink = The link is gone.
done-watch = You watch { $number }.
done-unwatch = You watch { $number } no more.
done-add-watcher = The watcher is added.
done-remove-watcher = The watcher is removed.
done-tag = { $number } is tagged.
done-untag = The tag is gone.
done-add-task = The task is added.
done-edit-task = The task is saved.
done-complete-task = The task is done.
done-skip-task = The task is skipped.
done-reopen-task = The task is open again.
done-book = It is booked.
done-remove-booking = The booking is taken back.

# What was done, in the timeline.
did-link = linked this
did-unlink = removed a link
did-watch = let somebody watch this
did-unwatch = ended watching
did-tag = added a tag
did-untag = removed a tag
did-add-task = added a task
did-edit-task = changed a task
did-complete-task = did a task
did-skip-task = skipped a task
did-reopen-task = reopened a task
did-book = booked effort
did-correct-booking = corrected a booking
did-remove-booking = took back a booking
fact-link = Link
fact-watcher = Watcher
fact-tag = Tag
fact-task = Task
fact-effort = Effort

fault-time-of-day = This is not a time of day. Write it like 08:30.
fault-too-many-reminders = You have { $most } reminders to come already. Take some back first.
refused-repeat-restricted = This record is restricted; what comes round would not be. It cannot be a template.
refused-split-restricted = This record is restricted; what is split off would not be. Open a new one instead.
why-hold-until = The time until which it waited has come.
why-recurring = It comes round by itself.
why-recurring-late = It comes round by itself and was due earlier, while nothing ran.
field-at = When
field-every = Every
field-unit = Unit
field-starts-on = First day
field-at-time = Time of day
field-zone = Time zone
unit-day = days
unit-week = weeks
unit-month = months
did-repeat = let this come round
did-pause-repeat = paused what comes round
did-resume-repeat = let what comes round go on
did-end-repeat = ended what comes round

organ-away = { $name } is away until { $until }
away-hand-over = Give it to { $name }, who stands in
organ-reminders = Remind me
organ-only-yours = Only you see these.
organ-recurrences = Comes round
reminder-plain = Reminder
reminder-come = Now
repeat-rule-day = { $every ->
    [one] Every day
   *[other] Every { $every } days
} at { $time }, { $zone }
repeat-rule-week = { $every ->
    [one] Every week
   *[other] Every { $every } weeks
} at { $time }, { $zone }
repeat-rule-month = { $every ->
    [one] Every month
   *[other] Every { $every } months
} at { $time }, { $zone }
repeat-paused = Paused
repeat-fault = The last could not be opened
repeat-missed = { $count ->
    [one] one earlier time was missed
   *[other] { $count } earlier times were missed
}
verb-remind = Remind me
verb-remove-reminder = Remove
verb-repeat = Let it come round
verb-pause-repeat = Pause
verb-resume-repeat = Go on
verb-end-repeat = End
submit-remind = Set the reminder
submit-repeat = Set it up
done-remind = You will be reminded.
done-remove-reminder = The reminder is gone.
done-repeat = Another like { $number } will be opened again and again.
done-pause-repeat = It rests.
done-resume-repeat = It goes on.
done-end-repeat = It comes no more.
verb-hint-repeat = Another record like this one is opened each time, with what this one holds now.
hint-organ-repeat-starts-on = Like 2026-03-29. Empty means today.
hint-organ-repeat-at-time = Like 08:30. Empty means the time it is now.
hint-organ-repeat-zone = Like Europe/Berlin. Empty means yours.
hint-organ-repeat-title = Can hold {"{date}"}, {"{week}"}, {"{month}"} or {"{year}"}. Empty means the title of this one.
fact-repeat = Comes round
fault-before-start = This lies before the beginning. Choose a later moment.
fault-overlaps = You are away at that time already. Take the other absence back first.
fault-yourself = Somebody else must stand in. Name another person.
field-from = From
field-stand-in = Stand-in

nav-tasks = Tasks
nav-reminders = Reminders
reminders-lead = Only you see these.
reminders-due = Now
reminders-to-come = To come
reminders-none-due = Nothing to think of now.
reminders-none-to-come = None. Set one on the page of any record.
recurrences-lead = Records that are opened again and again. Set one up on the page of the record it is to be like.
recurrences-planned = Planned
recurrences-none = Nothing comes round yet.
absences = Absence
absences-lead = Say when you are away and who stands in. They are told in your place.
absences-mine = When you are away
absences-none = You have announced no absence.
absences-away = Who is away now
absences-nobody = Nobody, as far as you may know.
absence-plain = Away
absence-stand-in = { $name } stands in
verb-announce-absence = Announce an absence
verb-remove-absence = Take back
done-announce-absence = Your absence is announced.
done-remove-absence = Your absence is taken back.
submit-announce-absence = Announce
hint-organ-announce-absence-stand-in = Name or e-mail address.
tasks-heading-mine = My open tasks
tasks-heading-teams = My teams' open tasks
tasks-heading-mine-over = My tasks that are over
tasks-heading-teams-over = My teams' tasks that are over
tasks-queue-mine = Mine
tasks-queue-teams = My teams
tasks-queue-mine-over = Mine, over
tasks-queue-teams-over = My teams, over
tasks-empty = No tasks here
tasks-empty-mine = Nothing waits for you.
tasks-empty-teams = Nothing waits for your teams.
tasks-empty-mine-over = You have not finished any task yet.
tasks-empty-teams-over = Your teams have not finished any task yet.
task-state = Where it stands
task-of-unseen = Part of a record that is not yours to see
field-record = Part of
