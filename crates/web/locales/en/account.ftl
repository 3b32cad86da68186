# What everybody looks after themselves.
account-heading = My account
account-password = Password
account-password-since = Last changed
account-no-password = You have no password here. An administrator can give you a link to set one.
account-change-password = Change password
account-change-hint = You stay signed in here; every other session ends.
account-present = Present password
account-new = New password
account-again = New password again
account-password-hint = At least { $least } characters. A few words that do not belong together are easy to keep in mind.
account-password-changed = The password is changed. Other sessions have ended.
account-sessions = Where you are signed in
account-sessions-lead = Something here that is not you? Sign it out and change your password.
account-this-session = this browser
account-session-from = from { $address }
account-session-began = signed in { $when }
account-session-seen = last used { $when }
account-end = Sign out
account-end-others = Sign out all others
account-ended = The session has ended.
account-others-ended = Every other session has ended.
account-device = { $browser } on { $system }
account-device-unknown = Unknown device
account-tokens = API tokens
account-tokens-lead = Programs that act as you.
account-no-tokens = No program acts as you.
account-token-made = made { $when }
account-token-used = last used { $when }
account-token-unused = never used
account-token-ends = works until { $when }
account-token-make = New token
account-token-make-hint = A program that sends it may do whatever you may. It is shown once.
account-token-name = What it is for
account-token-name-hint = Such as the name of the program.
account-token-lasts = Works for
account-token-lasts-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
account-token-lasts-ever = ever, until it is revoked
account-token-once = Copy the token now; it is shown only this once. Programs send it as “Authorization: Bearer” and the token.
account-token-text = Token for { $name }
token-idle = unused for 90 days
token-endless = never ends
refused-too-many-tokens = You have as many tokens as fit. Revoke those nobody needs.
account-revoke = Revoke
account-revoked = The token works no more.

did-log-sign-out-elsewhere = ended sessions elsewhere
did-log-proof-failed = did not prove that it was them

fault-common-password = This is among the first that are tried. Choose another, such as a few words that do not belong together.
fault-own-name = This is made of your name or address. Choose something nobody knows of you.
fault-wrong-password = This is not your present password.
fault-same-password = This is the password you have. Choose another.
fault-not-the-same = This is not the same as above. Type it again.
refused-no-password = You have no password here. An administrator can give you a link to set one.

# Setting a password by a link.
set-password-heading = Set your password
set-password-lead = For { $name }. You will sign in as { $email }.
set-password-submit = Set password
set-password-done = Your password is set. Sign in with it.
copy = Copy
copied = Copied.
refused-link-over = This link can be used no more. Ask your administrator for another.

# Users, for those who administer.
nav-users = Users
users-lead = Everybody, and how they come in.
users-invite = Invite somebody
users-invite-lead = They get a link by which they set their password. You hand it on yourself; it is shown once.
users-invite-submit = Make the link
users-name-hint = Somebody who is already known by this address keeps their name.
users-role = Role
users-search = Name or address
users-none = Nobody fits
users-none-text = Look for a part of the name or of the address.
users-column-name = Name
users-column-email = E-mail address
users-column-roles = Roles
users-column-state = State
users-column-signed-in = Last signed in
users-active-any = any
users-active-true = may come in
users-active-false = may not come in
users-state-active = active
users-state-inactive = deactivated
users-state-no-account = no password yet
users-who = Person
users-teams = Teams
users-password-since = Password set
users-deactivate = Deactivate
users-activate = Activate
users-deactivated = They can come in no more. Their sessions have ended.
users-activated = They can come in again.
users-ties = This hangs on them. It stays as it is; give it to others first.
users-ties-none = Nothing open hangs on them. Their sessions end, and tokens rest.
users-ties-left = This still hangs on them.
users-ties-left-none = Nothing open hangs on them.
users-tie-other = Something else names them.
users-tie-assigned = { $count ->
    [one] one open one is assigned to them.
   *[other] { $shown } open ones are assigned to them.
}
users-tie-requested = { $count ->
    [one] one open one was asked for by them.
   *[other] { $shown } open ones were asked for by them.
}
users-tie-tasks = { $count ->
    [one] One open task is assigned to them.
   *[other] { $shown } open tasks are assigned to them.
}
users-tie-last-of = Nobody else belongs to the team { $team }.
users-tie-heads = { $count ->
    [one] They lead one department.
   *[other] They lead { $shown } departments.
}
users-tie-rules = { $count ->
    [one] One assignment rule gives records to them.
   *[other] { $shown } assignment rules give records to them.
}
users-tie-rules-naming = { $count ->
    [one] One assignment rule names them in its condition.
   *[other] { $shown } assignment rules name them in their conditions.
}
users-tie-shared-views = { $count ->
    [one] One view of theirs is shared with others.
   *[other] { $shown } views of theirs are shared with others.
}
users-tie-views-naming = { $count ->
    [one] One shared view names them.
   *[other] { $shown } shared views name them.
}
users-tie-recurring = { $count ->
    [one] One recurring record is opened with them in it.
   *[other] { $shown } recurring records are opened with them in it.
}
users-tie-stands-in = { $count ->
    [one] They stand in for somebody who is or will be away.
   *[other] They stand in { $shown } times for who is or will be away.
}
refused-ties-changed = What hangs on them has changed since you looked. Look at it again.
users-links = Links
users-links-lead = A link is shown once, to you, and works once. You hand it on.
users-links-not = A link needs an e-mail address, and somebody who is not deactivated.
users-make-reset = Make a link to reset the password
users-make-invitation = Make an invitation
users-waiting-reset = A link to reset the password has been made
users-waiting-invitation = An invitation has been made
users-until = works until { $until }
users-link = Link
users-invitation-made = Invitation for { $name }
users-invitation-lead = Hand this link on. It is shown only now, works once and until { $until }.
users-reset-made = New password for { $name }
users-reset-lead = Hand this link on. It is shown only now, works once and until { $until }. The password of now works until it is used.
users-sessions = Where they are signed in
users-no-sessions = Nowhere. { $count ->
    [0] No program acts as them.
    [one] One program acts as them.
   *[other] { $count } programs act as them.
}
users-tokens = { $count ->
    [0] No program acts as them.
    [one] One program acts as them.
   *[other] { $count } programs act as them.
}
users-end-sessions = End all sessions
users-sessions-ended = Every session of theirs has ended.
privacy-account-link = Link to set a password
did-log-invite = made an invitation
did-log-make-reset-link = made a link to reset a password
did-log-use-link = set a password by a link
refused-link-no-address = They have no e-mail address to sign in with. Give them one first.
refused-link-inactive = They are deactivated. Activate them first.
refused-link-has-account = They have a password already. Make a link to reset it.
refused-link-no-account = They have no password yet. Make an invitation.
refused-deactivate-yourself = You cannot deactivate yourself. Another administrator can.
refused-last-administrator = Nobody would be left who administers. Make somebody else an administrator first.

# A second factor.
factor = Second factor
factor-none = A code from an app on your phone, asked for after the password: whoever learns your password alone does not come in.
factor-begin = Set up
factor-begin-hint = You need an authenticator app, such as those in password managers.
factor-waiting = Type the code your app shows. The picture was shown once; to see one, set it up anew.
factor-scan = Scan the picture with your authenticator app, then type the code it shows.
factor-picture = QR code for the authenticator app
factor-type = Or type this into the app:
factor-code = Code
factor-confirm = Confirm
factor-codes-lead = Codes are asked for from now on. Keep these recovery codes where you find them without your phone: each lets you in once when the app is lost. They are shown only now.
factor-codes-kept = I have kept them
factor-app = Authenticator app
factor-on = on
factor-left = { $count ->
    [one] one recovery code left
   *[other] { $count } recovery codes left
}
factor-renew = New recovery codes
factor-renew-hint = Those of before work no more.
factor-remove = Remove
factor-remove-hint = Your password alone is enough from then on.
factor-code-hint = From your app, or a recovery code.
factor-demanded = Your organisation asks for a second factor. Set it up to go on: a code from an app on your phone, asked for after the password.
factor-removed = No code is asked for any more.
code-heading = One more step
code-lead = Type the code your authenticator app shows, or a recovery code.
code-again = Begin again
users-factor = Second factor since
users-take-factor = Remove second factor
users-take-factor-hint = For who has lost their app and their recovery codes. Make sure that it is them who asks. Their sessions end.
users-factor-taken = Their password alone is enough until they set up another.
privacy-second-factor = Second factor
did-log-set-second-factor = set up a second factor
did-log-renew-recovery-codes = made new recovery codes
did-log-remove-second-factor = removed a second factor
did-log-password-right = gave the right password, a code is still to come
log-reason-code = wrong code
log-reason-recovery-code = with a recovery code
log-value-everybody = Of everybody
log-value-roles = Of roles
log-value-everybody-before = Of everybody, before
log-value-roles-before = Of roles, before
did-log-demand-second-factor = said who must have a second factor
fault-wrong-code = This code is wrong, or was used already. Type the one the app shows now.
refused-factor-there = You have a second factor already. Remove it first.
refused-factor-not-begun = Nothing was begun that could be confirmed. Begin again.
refused-factor-none = You have no second factor. Set one up first.
refused-step-over = That took too long. Sign in again.
refused-own-factor = Your own you remove on your page, with your password and a code.
refused-factor-absent = There is no second factor to remove.

# Of whom it is demanded.
nav-second-factor = Second factor
demand-lead = Who must have a second factor besides the password. Whoever lacks one is led to set it up when they sign in, and gets nowhere else before; so are those signed in already. API tokens go on as they are.
demand-everybody = Everybody
demand-role = Who holds the role { $role }
demand-heading = Of whom it is demanded
demand-unmet = { $count ->
    [0] Everybody of whom it is demanded has one.
    [one] { $shown } person of whom it is demanded has none yet.
   *[other] { $shown } people of whom it is demanded have none yet.
}
demand-would = { $count ->
    [0] Nobody would have to set one up.
    [one] { $shown } person without one would have to set one up before they can go on.
   *[other] { $shown } people without one would have to set one up before they can go on.
}
demand-newly = { $count ->
    [0] Of all of them it is demanded already.
    [one] Of { $shown } of them it is not demanded yet.
   *[other] Of { $shown } of them it is not demanded yet.
}
demand-saved = Saved. It holds from now on.

# The tokens of everybody, for those who administer.
nav-tokens = API tokens
tokens-lead = Programs that act as somebody. What a program sends is kept nowhere; a token that is not known or not needed any more is best revoked.
tokens-column-name = What it is for
tokens-column-person = Whose
tokens-column-made = Made
tokens-column-used = Last used
tokens-column-expires = Works until
tokens-column-state = State
tokens-column-revoked = Revoked
tokens-state-working = those that work
tokens-state-idle = unused for 90 days
tokens-state-endless = never ending
tokens-state-any = all, also those that are over
tokens-works = works
tokens-revoked = revoked
tokens-over = over
tokens-rests = rests: its owner is deactivated
tokens-none = No tokens
tokens-none-text = No token fits what was asked for.
tokens-one = Token
tokens-one-lead = A program that sends it may do whatever its owner may.
users-tokens-see = See their tokens
