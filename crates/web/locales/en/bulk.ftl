# One thing done to many records: choosing them, the preview, how far it is and what became of them.
bulk-selected = { $n } selected
bulk-all = All of this list
bulk-all-counted = All { $total } of this list
bulk-do = Do with the selected
bulk-pick = Select { $number }
bulk-pick-page = Select all on this page

bulk-heading = { $verb }: { $total } selected
bulk-form-hint = What you leave empty stays as it is.
bulk-leave = Leave as it is
bulk-empty = Empty these fields
bulk-preview = Preview
bulk-again = Change what is given
bulk-run = { $verb }: change { $n }
bulk-stop = Stop
bulk-drop = Discard
bulk-dropped = The bulk edit is discarded; nothing was changed.
bulk-progress = { $done } of { $total }
bulk-look-again = Look again

bulk-lead-draft = Say what is to be done. Next you see what would become of each; nothing is changed before you say so.
bulk-lead-previewing = It is being found out what would become of each. Nothing is changed.
bulk-lead-previewed = This is what would become of each. Nothing has been changed yet.
bulk-lead-nothing = Nothing would be changed.
bulk-lead-running = It goes on by itself, also when you leave this page.
bulk-lead-done = All have been gone over.
bulk-lead-cancelled = It was stopped. What was changed stays changed.

bulk-outcomes = What became of them
bulk-every = All
bulk-would-waiting = not looked at yet
bulk-would-changed = would change
bulk-would-unchanged = nothing to change
bulk-would-refused = would be refused
bulk-became-waiting = not done
bulk-became-changed = changed
bulk-became-unchanged = nothing to change
bulk-became-refused = refused
bulk-none = None here
bulk-none-text = None of the selected came out so.
bulk-show-all = Show all
bulk-export = Table (CSV)
bulk-column-number = Number
bulk-column-title = Title
bulk-column-outcome = Outcome
bulk-column-reason = Why
bulk-column-when = When
bulk-column-what = What
bulk-column-state = State
bulk-column-counts = Outcome

bulk-mine = My bulk edits
bulk-mine-lead = What you began is kept for a day, what was done for 30 days. Only you see it.
bulk-mine-none = No bulk edits
bulk-mine-none-text = Tick rows in a list to do one thing to all of them.
bulk-back = Start
bulk-state-draft = Not begun
bulk-state-previewing = Being previewed
bulk-state-previewed = Previewed
bulk-state-running = Being done
bulk-state-done = Done
bulk-state-cancelled = Stopped

fact-bulk = Part of
bulk-one = a bulk edit

fault-nothing-chosen = Choose at least one record.
fault-nothing-to-change = Say what is to be changed.
fault-too-many-records = At most { $most } records are taken here. Narrow the list.
fault-given-and-emptied = This is filled in and is to be emptied. Do one of the two.
refused-bulk-begun = This bulk edit has begun already. Begin a new one from the list.
refused-bulk-unready = There is no preview of this yet. Wait until it is there, then try again.
refused-bulk-too-many = Several bulk edits of yours are being done. Wait until one has ended.
refused-bulk-over = This bulk edit has ended already.
