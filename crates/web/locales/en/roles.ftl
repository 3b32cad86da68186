# Roles, what each allows, and who holds it.
nav-roles = Roles
roles-lead = What people may do follows from their roles. Whoever holds several may do what any of them allows.
roles-column-name = Name
roles-column-code = Code
roles-column-origin = Permissions
roles-column-holders = Held by
roles-own = made here
roles-as-it-came = as it came
roles-changed = changed since it came
roles-held = { $people ->
    [0] nobody
    [one] { $people } person
   *[other] { $people } people
}
roles-held-resting = { $people ->
    [0] nobody who may come in
    [one] { $people } person
   *[other] { $people } people
} and { $resting } deactivated
roles-new = New role
roles-new-lead = You say afterwards what it allows and who holds it.
roles-new-submit = Make the role
roles-code-hint = Commands, imports and programs name the role by it, and it stays for ever. Small letters, digits and underscores.
roles-like = Begins with
roles-like-none = no permissions
roles-like-hint = It starts with the same permissions and changes by itself from then on.
roles-made = The role { $role } is made. Say what it allows.
roles-permissions = Permissions
roles-permissions-lead = How far each action reaches. A column of its own widens what holds for every kind of record, and never narrows it. Restricted records are beyond every reach but that of their own permission. A change holds at once, also for who is signed in.
roles-grid = What the role allows
roles-action = Action
roles-cell = { $action }, { $kind }
roles-came = as it came: { $reach }
roles-wider = more
roles-narrower = less
roles-no-effect = Nothing would change.
roles-effect = { $people ->
    [0] Nobody holds this role now. Whoever is given it gets this:
    [one] One person holds this role. This would change:
   *[other] { $people } people hold this role. This would change:
}
roles-shift-plain = { $action } ({ $kind }): { $after } instead of { $before }.
roles-shift-nobody = { $action } ({ $kind }): { $after } instead of { $before }. It changes nothing for anybody now.
roles-shift-sees-more = { $people ->
    [one] One person would see more records
   *[other] { $people } people would see more records
} ({ $kind }): { $after } instead of { $before }.
roles-shift-sees-less = { $people ->
    [one] One person would see fewer records
   *[other] { $people } people would see fewer records
} ({ $kind }): { $after } instead of { $before }. What they watch they still see, as long as they may see any.
roles-shift-gains = { $action } ({ $kind }): { $after } instead of { $before }, for { $people ->
    [one] one person.
   *[other] { $people } people.
}
roles-shift-loses = { $action } ({ $kind }): { $after } instead of { $before }, for { $people ->
    [one] one person.
   *[other] { $people } people.
}
roles-mind-read-internal = They would read work notes and everything else that whoever asks is not to read.
roles-mind-read-restricted = Restricted records are about security, staff and other matters that few are to know of. Each time one is opened is written down under Audit, Restricted reads.
roles-mind-administer = Whoever administers can give themselves every other permission.
roles-mind-audit = They would read who came in, who was kept out, and who opened which restricted record.
roles-holders = Who holds it
roles-holders-lead = Giving and taking holds from their next click on.
roles-nobody = Nobody holds it.
roles-holder-hint = Name or e-mail address.
roles-give = Give to somebody
roles-give-hint = They may do at once what the role allows.
roles-given = They hold the role.
roles-take = Take away
roles-taken = They hold the role no more.
roles-more = More who hold it
roles-itself = The role itself
roles-rename = Rename
roles-renamed = The role is renamed.
roles-delete = Delete
roles-deleted = The role is deleted.
roles-delete-ready = It came with Mainstay and stays, because commands name it. Take from it what it is not to allow.
roles-delete-held = It can be deleted once nobody holds it.
roles-delete-may = Nobody holds it, so it can be deleted.
roles-copy = Make another one like it

tried-try = See what it changes
tried-save = Set it so
tried-saved = It holds from now on.
tried-restore = See it as it came

lately = History
lately-nothing = Nothing was changed lately.
lately-log = The whole logbook of settings

reach-short-none = not at all
reach-short-own = their own
reach-short-team = their teams
reach-short-company = their companies
reach-short-all = everything
reach-short-as-every = as with every kind
reach-about-own = Records for them, opened by them or assigned to them.
reach-about-team = Also what the teams have that they belong to.
reach-about-company = Also what belongs to the companies they work for.
reach-about-all = Every record of every company.

permissions-see = See
permissions-say = Ask and answer
permissions-work = Work
permissions-steer = Steer
permissions-installation = The installation
permission-read = See records
permission-read-internal = Read the inside
permission-read-restricted = See restricted records
permission-create = Open records
permission-comment = Comment
permission-note = Write work notes
permission-update = Change fields
permission-assign = Assign
permission-work = Work on them
permission-hold = Put on hold and resume
permission-resolve = Resolve
permission-close = Close
permission-cancel = Cancel
permission-reopen = Reopen
permission-prioritise = Set the priority
permission-correct = Correct effort
permission-plan = Plan
permission-administer = Administer
permission-audit = Audit
permission-about-read = The record with its public comments and its history. Without it, nothing else on the record can be done.
permission-about-read-internal = Work notes and internal fields besides.
permission-about-read-restricted = Records marked as restricted, in addition to seeing records. No role has it from the start, not even administrators.
permission-about-create = With “their own”, for themselves; further, also for others.
permission-about-comment = What whoever asked reads too.
permission-about-note = What only those read who read the inside.
permission-about-update = Title, description, category, service and the like.
permission-about-assign = Give them to a team or a person.
permission-about-work = Start work, be the one they are assigned to, do their tasks, book effort.
permission-about-hold = Say what they wait for, and go on.
permission-about-resolve = Say how they were resolved.
permission-about-close = End what is resolved.
permission-about-cancel = End what needs no work.
permission-about-reopen = Take up again what is resolved or closed.
permission-about-prioritise = Impact, urgency, an overriding priority, and escalating to the people above.
permission-about-correct = Change effort and cost that others booked.
permission-about-plan = Let records come round by themselves.
permission-about-administer = People, roles, fields and every other setting. With it, withdrawn records are found and brought back.
permission-about-audit = The logbooks, settings to read, withdrawn records.

did-log-create-role = made a role
did-log-rename-role = renamed a role
did-log-delete-role = deleted a role
did-log-set-permissions = set what a role allows
log-value-permission-before = Permission before
fault-role-held = These people hold it: { $people }. Take it from them first.
refused-role-ready = This role came with Mainstay and stays, because commands name it. Take from it what it is not to allow.
refused-role-not-ready = This role was made here; there is nothing to bring it back to.
refused-role-demanded = A second factor is demanded of who holds this role. Take that back first.
refused-role-changed = Somebody else changed this role meanwhile.
refused-own-right = You administer by this role, so you cannot take that from yourself. Another administrator can.
