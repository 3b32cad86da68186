# What surrounds every page.
shell-skip = Skip to content
shell-navigation = Navigation
shell-person-menu = Menu of { $name }
shell-sign-out = Sign out

theme-heading = Appearance
theme-system = System
theme-light = Light
theme-dark = Dark

keys-heading = Keyboard shortcuts
keys-create = New incident
keys-list = Go to incidents
keys-search = Search all records
keys-filter = Go to the filter
keys-rows = Next and previous row or record
keys-pick = Select the row
keys-open = Open the row
keys-send = Send the form
keys-help = Show this list
key-control = Ctrl
dialog-close = Close

toast-failed = That did not work. Nothing was saved; please try again.
toast-offline = The server cannot be reached. What you typed is kept in this browser.
toast-dismiss = Dismiss
toast-draft = Your unsent text is back.

sign-in-heading = Sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-submit = Sign in
sign-in-wrong = E-mail address or password is wrong.
sign-in-throttled = { $seconds ->
    [one] Too many attempts. Try again in one second.
   *[other] Too many attempts. Try again in { $seconds } seconds.
}
sign-in-ended = You have been signed out. Sign in to go on.

no-administrator-heading = Almost ready
no-administrator-text = Mainstay is running, but nobody can sign in yet. Create the first administrator on the machine it runs on:
no-administrator-after = You will be asked for a password. Then come back to this page.
no-administrator-again = Try again

nav-group-people = People
nav-group-desk = The desk
nav-group-service = The service
nav-fields = Custom fields

palette-heading = Commands and search
palette-what = Type a command, a place or a record
palette-here = On this page
palette-places = Go to
palette-you = You
palette-found = Records
palette-nothing = Nothing fits. Try fewer or other words.
