# All settings as one text.
nav-baseline = Settings as a file
baseline-heading = Settings as a file
baseline-lead = Everything administrators set, as one text: to keep, to compare, and to make another installation the same. Passwords, tokens, keys and people are not in it.
baseline-download = Download all settings
baseline-file = A file with settings
baseline-text = Or the text itself
baseline-text-hint = It may hold some sections only. What it does not name stays as it is.
baseline-everything = It says everything: what its sections do not name is taken away or out of use
baseline-reason = Why
baseline-reason-hint = Needed only where a shorter time of keeping erases something at once.
baseline-look = See what would change
baseline-apply = Do this
baseline-nothing = Nothing would change: all of it is so already.
baseline-steps = { $count ->
    [one] One thing would change. Nothing has been changed yet.
   *[other] { $count } things would change. Nothing has been changed yet.
}
baseline-applied = { $count ->
    [0] Nothing had to change.
    [one] One thing was changed.
   *[other] { $count } things were changed.
}
baseline-problem = { $part }: { $why }
baseline-problem-line = Line { $line }, { $part }: { $why }
baseline-does-add = New
baseline-does-change = Changed
baseline-does-take = Taken away
baseline-does-order = Order
baseline-section-organisation = Organisation
baseline-section-company = Company
baseline-section-site = Site
baseline-section-department = Department
baseline-section-team = Team
baseline-section-escalation = Escalation of the team
baseline-section-service = Service
baseline-section-category = Category
baseline-section-choice = Choice
baseline-section-priority = Priorities
baseline-section-role = Role
baseline-section-second-factor = Who needs a second factor
baseline-section-field = Custom field
baseline-section-closing = Closing
baseline-section-retention = Keeping
baseline-section-assignment-rule = Assignment rule
fault-not-toml = This is not TOML: { $what }
fault-baseline-form = Write form = { $form } at the top: the file is of a form this program does not know.
fault-no-such-section = There is no such section. There are: { $known }
fault-section-form = Write it as { $form }, each setting on a line below.
fault-baseline-value = Write it like this: { $form }
fault-permission-line = Write kind, action and reach with blanks between, like "incident read team". This says: { $text }
refused-baseline-changed = Settings have changed since you looked. Look again at what would change.
refused-baseline-too-large = There are too many entries for one file. Set them on their pages.
