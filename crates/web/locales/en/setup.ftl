# The first run.
setup-heading = Set up Mainstay
setup-lead = Mainstay is running, and nobody administers it yet. This takes a minute and is done once.
setup-code = Code
setup-code-hint = The terminal in which the server was started shows it.
setup-organisation-heading = Your organisation
setup-organisation = Name
setup-time-zone = Time zone
setup-time-zone-hint = Type a city. It holds for everybody who has chosen none.
setup-language = Language
setup-administrator-heading = You, the first administrator
setup-name = Name
setup-email = E-mail address
setup-password = Password
setup-password-hint = At least { $least } characters. A few words in a row are good and easy to remember.
setup-password-again = Password again
setup-catalogue-heading = To begin with
setup-catalogue = Categories and services
setup-catalogue-hint = Named in the language chosen above.
setup-catalogue-samples = Some usual ones
setup-catalogue-empty = None
setup-submit = Set up and sign in
setup-by-command = Set it up by a command instead

# What a usual service desk begins with: a category a line, what is below it after the colon.
setup-sample-categories =
    Hardware: Computer, Screen, Printer, Phone, Accessories
    Software: Office, Business application, Browser, Operating system
    Network: Wi-Fi, Cable, VPN, Internet
    Access: Password, New access, Change of access, Two-factor sign-in
    E-mail and calendar: Mailbox, Calendar, Spam
    Workplace: Move, Meeting room, Building
setup-sample-services = Workplace, E-mail and calendar, Network and Wi-Fi, Telephony, Printing, Files and sharing
