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
fault-currency = Give the currency's three letters, like EUR.
fault-date = This is not a day. Write it like 2026-03-29.
fault-future = This lies in the future. Choose today or an earlier day.
fault-only-your-own = You can book only your own effort. Leave the person out.
fault-too-many-entries = It has { $most } entries already. Combine some.
refused-booking-not-yours = This was booked by somebody else or more than a day ago. Ask whoever leads the team to correct it.
