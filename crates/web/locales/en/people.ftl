# People from a table.
nav-people-import = People from a table
people-import-heading = People from a table
people-import-heading-of = { $total ->
    [one] A table of one person
   *[other] A table of { $total } people
}
people-import-lead = Upload or paste CSV with a heading. What would come of each line is shown before anything happens. Nobody gets a password by it.
people-import-file = CSV file
people-import-table = Or paste it here
people-import-table-hint = Columns, in any order: email, name (or first and last name), role, team, company, location, department, language. Only the address is needed. Several roles or teams stand between semicolons.
people-import-create = Make teams, locations and departments that do not exist yet
people-import-look = Look at it first
people-import-sample = An example
people-import-another = Another table
people-import-lead-draft = This is what would happen. Nothing has been taken in yet; after a week the table is forgotten.
people-import-lead-nothing = There is nothing to take in.
people-import-lead-running = It is being taken in. You may leave this page.
people-import-lead-done = It has been taken in. What was refused is listed here; correct it and take the table in again, the rest stays as it is.
people-import-lead-other = This is what would happen.
people-import-ignored = Columns not used: { $columns }.
people-import-run = { $n ->
    [one] Take in one person
   *[other] Take in { $n } people
}
people-import-drop = Throw away
people-import-dropped = The table was thrown away.
people-import-none = No lines
people-import-none-text = No line came to this.
people-import-would-new = New
people-import-would-changed = Would change
people-import-would-unchanged = Unchanged
people-import-would-refused = Refused
people-import-became-new = Added
people-import-became-changed = Changed
people-import-became-unchanged = Unchanged
people-import-became-refused = Refused
people-import-column-line = Line
people-import-column-name = Name
people-import-column-email = E-mail address
people-import-column-outcome = Outcome
people-import-column-changes = What changes
people-import-column-reason = Reason
people-import-makes = { $said } (is made: { $made })
people-import-field-row = Line
people-import-field-name = Name
people-import-field-email = E-mail address
people-import-field-role = Role
people-import-field-team = Team
people-import-field-company = Company
people-import-field-location = Location
people-import-field-department = Department
people-import-field-language = Language
people-import-field-other = Line

person-name = Name
person-email = E-mail address
person-company = Company
person-location = Site
person-department = Department
person-language = Language
person-language-any = As the browser asks
person-time-zone = Time zone
person-time-zone-hint = Empty for the organisation's.
person-works-for = Also works for
person-works-for-hint = What a role reaches by company reaches these as well.
person-edit = Edit
person-edit-hint = With another company the site and the department are chosen anew.
person-edited = Saved.
person-own = Language and time zone
person-edit-own = Change language and time zone
