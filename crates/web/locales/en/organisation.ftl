# Foundation data: companies, sites, departments, teams, services, categories and choices.
nav-organisation = Organisation
organisation-lead = What people and records refer to. What is renamed here is called so everywhere at once. Nothing is deleted: what is retired stays with whatever has it, and cannot be chosen any more.
organisation-column-sort = Name
organisation-column-about = What it is for
organisation-column-count = In use
organisation-companies = Companies
organisation-sites = Sites
organisation-departments = Departments
organisation-teams = Teams
organisation-services = Services
organisation-categories = Categories
organisation-choices = Choices
organisation-lead-companies = Whom the installation serves. Who works for a company sees its people, sites and, with a role that reaches so far, its records.
organisation-lead-sites = Where people are and where something happens. A site can lie in another.
organisation-lead-departments = Where people belong inside their company, and who leads it.
organisation-lead-teams = Who works on records together. Members see what is given to their team.
organisation-lead-services = What records are about.
organisation-lead-categories = What sort of thing a record is about: a tree for each kind of record.
organisation-lead-choices = Why something waits, how it was solved: what people choose from. Records keep the code, people read the name.
organisation-add-companies = Add a company
organisation-add-sites = Add a site
organisation-add-departments = Add a department
organisation-add-teams = Add a team
organisation-add-services = Add a service
organisation-add-categories = Add a category
organisation-add-choices = Add a choice
organisation-none = Nothing here yet
organisation-none-found = Nothing found
organisation-none-text = Nothing fits what you look for.
organisation-none-companies = Add the companies you work for.
organisation-none-sites = Add the places where people are.
organisation-none-departments = Add the departments people belong to.
organisation-none-teams = Add the teams that work on records.
organisation-none-services = Add what people ask about.
organisation-none-categories = Add what records are sorted by.
organisation-none-choices = Add what people choose from.
organisation-more = There are more than are shown; search for the rest.
organisation-any = Any
organisation-search = Name
organisation-state = State
organisation-active = In use
organisation-retired = Retired
organisation-part-name = Name
organisation-part-label = Name
organisation-part-company = Company
organisation-part-parent = Lies below
organisation-part-head = Led by
organisation-part-kind = Kind of record
organisation-part-list = List
organisation-part-code = Code
organisation-part-place = Place
organisation-part-person = Person
organisation-list-hold-reason = Why something waits
organisation-list-resolution-code = How it was solved
organisation-top-sites = Nothing: it stands by itself
organisation-top-departments = Nothing: it stands by itself
organisation-top-categories = Nothing: it stands at the top
organisation-person-hint = Name or e-mail address.
organisation-code-hint = Small letters, digits and underscores. It stays for ever: records keep it.
organisation-place-hint = Smaller comes first. Empty puts it last.
organisation-choose = Choose
organisation-kept = As it is
organisation-what = What it is
organisation-change = Change
organisation-save = Save
organisation-save-anyway = Save all the same
organisation-saved = Saved.
organisation-added = { $name } is there.
organisation-escalation = Where its records are escalated to
organisation-below = Below it
organisation-nothing-below = Nothing lies below it.
organisation-add-below = Add something below it
organisation-members = Members
organisation-people = People
organisation-no-members = Nobody belongs to it: nobody sees what is given to it by the team.
organisation-no-people = Nobody belongs to it.
organisation-add-person = Add a person
organisation-member-hint = They will see what is given to the team.
organisation-department-hint = Somebody of the same company. They leave the department they were in.
organisation-leads = Leads the team
organisation-lead-badge = Leads it
organisation-gone = No longer here
organisation-away = Away until { $until }
organisation-make-lead = Let lead
organisation-unlead = Let lead no more
organisation-take = Remove
organisation-joined = They belong to it now.
organisation-left = They left it.
organisation-leads-now = They lead it now.
organisation-leads-no-more = They lead it no more.
organisation-retire = Retire
organisation-is-retired = It is retired
organisation-restore = Bring back
organisation-retired-now = { $name } is retired. You can bring it back here.
organisation-restored-now = { $name } is in use again.
organisation-retired-companies = Nobody can be put into it. Its people and records are as they were.
organisation-retired-sites = Nobody can choose it. What is there stays there.
organisation-retired-departments = Nobody can be put into it. Who belongs to it still does.
organisation-retired-teams = Nothing can be given to it, and its members do not see its records by it.
organisation-retired-services = Nobody can choose it. What has it keeps it.
organisation-retired-categories = Nobody can choose it. What has it keeps it.
organisation-retired-choices = Nobody can choose it. What has it keeps it.
organisation-history = History
organisation-no-history = Nothing was written down of it: it came with an import.
organisation-log = See everything in the logbook
organisation-use-people = People
organisation-use-company-records = Open records
organisation-use-teams = Teams
organisation-use-sites = Sites
organisation-use-departments = Departments
organisation-use-services = Services
organisation-use-open-records = Open records
organisation-use-people-at = People
organisation-use-below = Below it
organisation-use-team-records = Open records
organisation-use-members = Members
organisation-use-team-tasks = Open tasks
organisation-use-escalating = Teams that escalate to it
organisation-use-rules = Assignment rules
organisation-use-team-views = Views shared with it
organisation-use-company-views = Views shared with it
organisation-use-waiting = Waiting with it
organisation-effect-other = It changes more than is seen here.
organisation-effect-unused = Nothing in use has it. Nobody can choose it any more.
organisation-effect-kept = Records that have it keep it. Nobody can choose it any more.
organisation-effect-open-records = { $count ->
    [one] { $shown } open record has it and keeps it. Nobody can choose it any more.
   *[other] { $shown } open records have it and keep it. Nobody can choose it any more.
}
organisation-effect-waiting = { $count ->
    [one] { $shown } record waits with it and keeps it. Nobody can choose it any more.
   *[other] { $shown } records wait with it and keep it. Nobody can choose it any more.
}
organisation-effect-people-at = { $count ->
    [one] { $shown } person is there and stays there.
   *[other] { $shown } people are there and stay there.
}
organisation-effect-people = { $count ->
    [one] { $shown } person belongs to it and stays so. Nobody else can be put into it.
   *[other] { $shown } people belong to it and stay so. Nobody else can be put into it.
}
organisation-effect-below = { $count ->
    [one] { $shown } below it stays in use.
   *[other] { $shown } below it stay in use.
}
organisation-effect-company-records = { $count ->
    [one] { $shown } open record belongs to it and stays so.
   *[other] { $shown } open records belong to it and stay so.
}
organisation-effect-teams = { $count ->
    [one] { $shown } team stays in use.
   *[other] { $shown } teams stay in use.
}
organisation-effect-sites = { $count ->
    [one] { $shown } site stays in use.
   *[other] { $shown } sites stay in use.
}
organisation-effect-departments = { $count ->
    [one] { $shown } department stays in use.
   *[other] { $shown } departments stay in use.
}
organisation-effect-services = { $count ->
    [one] { $shown } service stays in use.
   *[other] { $shown } services stay in use.
}
organisation-effect-team-records = { $count ->
    [one] { $shown } open record stays with it: give it to another team first. Nothing can be given to it any more.
   *[other] { $shown } open records stay with it: give them to another team first. Nothing can be given to it any more.
}
organisation-effect-team-tasks = { $count ->
    [one] { $shown } open task stays with it.
   *[other] { $shown } open tasks stay with it.
}
organisation-effect-members = { $count ->
    [one] Its member sees its records by it no more.
   *[other] Its { $shown } members see its records by it no more.
}
organisation-effect-escalating = { $count ->
    [one] { $shown } team escalates to it; what it escalates goes on to where this one escalates to, if anywhere.
   *[other] { $shown } teams escalate to it; what they escalate goes on to where this one escalates to, if anywhere.
}
organisation-effect-rules = { $count ->
    [one] { $shown } assignment rule gives records to it; nothing comes to it by that any more.
   *[other] { $shown } assignment rules give records to it; nothing comes to it by them any more.
}
organisation-effect-rules-naming = { $count ->
    [one] { $shown } assignment rule names it in its condition.
   *[other] { $shown } assignment rules name it in their conditions.
}
organisation-effect-views-naming = { $count ->
    [one] { $shown } shared view names it; it shows what it showed.
   *[other] { $shown } shared views name it; they show what they showed.
}
organisation-effect-recurring = { $count ->
    [one] { $shown } recurring record is opened with it, and no more once it cannot be chosen.
   *[other] { $shown } recurring records are opened with it, and no more once it cannot be chosen.
}
organisation-effect-team-views = { $count ->
    [one] { $shown } view is shared with it and stays so.
   *[other] { $shown } views are shared with it and stay so.
}
organisation-effect-company-views = { $count ->
    [one] { $shown } view is shared with it and stays so.
   *[other] { $shown } views are shared with it and stay so.
}
organisation-effect-below-along = { $count ->
    [one] { $shown } below it moves along.
   *[other] All that lies below it moves along ({ $shown } directly below).
}
organisation-effect-organisation-called = The organisation is called so too, in the head of every page.
organisation-effect-company-named = Who works for { $new } can choose it from now on; who works for { $old } alone cannot any more.
organisation-effect-company-stays = Records stay with the company they belong to, so nobody sees others because of that.
organisation-effect-company-members = { $count ->
    [one] Its member will see what is given to it, also where that belongs to { $new }.
   *[other] Its { $shown } members will see what is given to it, also where that belongs to { $new }.
}
organisation-effect-company-given = { $count ->
    [one] { $shown } open record it has stays with it.
   *[other] { $shown } open records it has stay with it.
}
organisation-effect-company-people = { $count ->
    [one] { $shown } person has it and keeps it, also when they belong to { $old }.
   *[other] { $shown } people have it and keep it, also those who belong to { $old }.
}
fault-taken-by = There is one already: { $name }. Choose another name.
fault-taken-by-retired = There was one already: { $name }. It is retired; bring it back instead, or choose another name.
fault-tree-circle = It cannot lie below itself or below what lies below it. Choose another.
fault-tree-elsewhere = That belongs to another company or kind of record. Choose one of the same.
fault-below-taken = Something below it is called as something there. Rename one of them first.
fault-too-many-below = More than { $most } lie below it, or they lie too deep to be moved at once. Move some of them first.
fault-stays = This stays as it was said first. Add another instead.
fault-retired = That is retired. Choose another, or bring it back first.
fault-of-another-company = They belong to another company. Choose somebody of this one.
refused-retire-own-company = This company runs the installation; it cannot be retired.
refused-retire-last-choice = This is the last of its list; without it nobody could choose anything. Add another first.
refused-team-retired = This team is retired. Bring it back first.
refused-department-retired = This department is retired. Bring it back first.
did-log-create-department = added a department
did-log-change-company = changed a company
did-log-retire-company = retired a company
did-log-restore-company = brought a company back
did-log-change-location = changed a site
did-log-retire-location = retired a site
did-log-restore-location = brought a site back
did-log-change-department = changed a department
did-log-retire-department = retired a department
did-log-restore-department = brought a department back
did-log-join-department = put somebody into a department
did-log-leave-department = let somebody leave a department
did-log-change-team = changed a team
did-log-retire-team = retired a team
did-log-restore-team = brought a team back
did-log-change-service = changed a service
did-log-retire-service = retired a service
did-log-restore-service = brought a service back
did-log-change-category = changed a category
did-log-retire-category = retired a category
did-log-restore-category = brought a category back
did-log-change-choice = changed a choice
did-log-retire-choice = retired a choice
did-log-restore-choice = brought a choice back
log-value-department = Department
log-value-category = Category
log-value-label = Name
log-value-label-before = Name before
log-value-time-zone-before = Time zone before
log-value-language-before = Language before
log-value-company-before = Company before
log-value-parent = Lies below
log-value-parent-before = Lay below
log-value-head = Led by
log-value-head-before = Led by before
log-value-place = Place
log-value-place-before = Place before
log-value-list = List
log-value-code = Code
