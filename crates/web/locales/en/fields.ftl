# Custom fields, for administrators.
fields-heading = Custom fields
fields-lead = Fields of your own on records. Lists, forms, filters, the API and histories treat them like those that are there already.
fields-none = No fields have been added here.
fields-label = Label
fields-code = Code
fields-holds = Holds
fields-readers = Who reads it
fields-asked = Asked for in
fields-rules = In each state
fields-order = Order
fields-up = Move { $field } up
fields-down = Move { $field } down
fields-retired = Retired
fields-add = Add a field
fields-save = Save
fields-new-of = New field: { $kind }
fields-new = New field: { $type }
fields-new-lead = For { $kind }. Code and type stay as they are once it is added; everything else can change.
fields-edit-lead = { $type } for { $kind }, known to programs as { $code }.
fields-type-lead = What is the field to hold?
fields-label-in = Label ({ $language })
fields-help-in = Help ({ $language })
fields-code-hint = Its name in the API and in exports, like cost_centre. It is never given to another field.
fields-default = When nothing is said
fields-default-hint = What a new record holds unless somebody says otherwise. Empty for nothing.
fields-default-hint-choice = The code of an option. Empty for nothing.
fields-default-hint-multi-choice = Codes of options, with commas between. Empty for nothing.
fields-default-hint-flag = true or false. Empty for neither.
fields-default-hint-date = A day like 2026-03-29. Empty for nothing.
fields-default-hint-money = An amount like 12.50 EUR. Empty for nothing.
fields-longest = Longest text, in characters
fields-scale = Digits after the point
fields-scale-hint = 0 for whole numbers, at most 6. This stays as it is once the field is added.
fields-bound-least = Least number
fields-bound-most = Greatest number
fields-currencies = Currencies
fields-currencies-hint = Codes like EUR, USD. The first is the usual one.
fields-options = Options
fields-options-hint = One a line: its code, then its labels: code | { $languages }. One you take away is offered no more; records that hold it keep it.
fields-options-kept = No longer offered: { $codes }.
fields-options-line = Line { $line }: { $why }
fields-where = Where
fields-asked-hint = A field that a state requires is asked for by whatever leads there.
fields-audience-public = Everybody who reads the record
fields-audience-internal = Only the support side
fields-rule-free = As you like
fields-rule-required = Required
fields-rule-read-only = Read only
fields-rule-hidden = Hidden
fields-preview = Preview
fields-preview-hint = This is how it looks in a form.
fields-retire = Retire this field
fields-retire-hint = No form, list or page shows it any more. What records hold in it stays in their histories, and its code stays taken.
fields-restore = Use this field again
fields-restore-hint = It comes back with all that records held in it.
fields-effects = This would do something to records. Nothing has been saved yet.
fields-effect-other = It changes more than is seen here.
fields-effect-retired = { $count ->
    [0] No record holds anything in it.
    [one] One record holds something in it.
   *[other] { $shown } records hold something in it.
}
fields-effect-retired-some = How many records hold something in it is not counted: it holds long texts.
fields-effect-restored = { $count ->
    [0] No record holds anything in it.
    [one] One record holds something in it, which is shown again.
   *[other] { $shown } records hold something in it, which is shown again.
}
fields-effect-restored-some = How many records hold something in it is not counted: it holds long texts.
fields-effect-required = { $count ->
    [one] { $about }: one record holds nothing in it. It does not leave the state before somebody fills it in.
   *[other] { $about }: { $shown } records hold nothing in it. They do not leave the state before somebody fills it in.
}
fields-effect-read-only = { $count ->
    [one] { $about }: in one record it cannot be changed any more while it is in this state.
   *[other] { $about }: in { $shown } records it cannot be changed any more while they are in this state.
}
fields-effect-hidden = { $count ->
    [one] { $about }: one record holds something in it, which its page shows no more.
   *[other] { $about }: { $shown } records hold something in it, which their pages show no more.
}
fields-effect-option = { $count ->
    [one] { $about }: one record holds this option. It keeps it; nobody can choose it any more.
   *[other] { $about }: { $shown } records hold this option. They keep it; nobody can choose it any more.
}
fields-effect-audience-internal = { $count ->
    [one] One record holds something in it, which only the support side reads from then on.
   *[other] { $shown } records hold something in it, which only the support side reads from then on.
}
fields-effect-audience-public = { $count ->
    [one] One record holds something in it, which everybody who reads the record reads from then on.
   *[other] { $shown } records hold something in it, which everybody who reads the record reads from then on.
}
fields-effect-outside = { $count ->
    [one] One record holds a number outside of these bounds. It keeps it until somebody changes it.
   *[other] { $shown } records hold a number outside of these bounds. They keep it until somebody changes it.
}
fields-effect-shorter = { $count ->
    [one] One record holds something in it. If it is longer, it stays until somebody changes it.
   *[other] { $shown } records hold something in it. What is longer stays until somebody changes it.
}
fields-effect-shorter-some = What records hold that is longer stays until somebody changes it.
fields-effect-currency = { $count ->
    [one] One record holds an amount in { $about }. It keeps it until somebody changes it.
   *[other] { $shown } records hold an amount in { $about }. They keep it until somebody changes it.
}
fields-no-history = Nothing has been written down of it yet.
fields-option-kept = { $option } (no longer offered)
fields-part-other = Other
fields-part-type = Holds
fields-part-most = Longest or greatest
fields-part-least = Least
fields-part-scale = Digits after the point
fields-part-currencies = Currencies
fields-part-audience = Who reads it
fields-part-label = Label
fields-part-help = Help
fields-part-option = Options
fields-part-option-label = Label of an option
fields-part-rule = In each state
fields-part-form = Asked for in
fields-part-default = When nothing is said
fields-part-active = In use
fields-added = { $field } has been added.
fields-saved = { $field } has been saved.
fields-retired-now = { $field } is retired.
fields-restored-now = { $field } is in use again.
fields-ordered = The order has been saved.

fields-type-line = Text, one line
fields-type-prose = Text, long
fields-type-number = Number
fields-type-money = Money
fields-type-date = Date
fields-type-instant = Date and time
fields-type-choice = Choice of one
fields-type-multi-choice = Choice of several
fields-type-flag = Yes or no
fields-type-person = Person
fields-type-team = Team
fields-type-company = Company
fields-type-service = Service
fields-type-location = Location
fields-type-url = Web address
fields-type-hint-line = A name, a serial number, a reference.
fields-type-hint-prose = Paragraphs, with Markdown.
fields-type-hint-number = Whole or with digits after the point, between two bounds.
fields-type-hint-money = An amount in one of the currencies you allow.
fields-type-hint-date = A day without a time, the same in every zone.
fields-type-hint-instant = A moment, shown to each reader by their own clock.
fields-type-hint-choice = One of the options you write down.
fields-type-hint-multi-choice = Any of the options you write down.
fields-type-hint-flag = Yes, no, or nothing said.
fields-type-hint-person = Somebody known here.
fields-type-hint-team = One of the teams.
fields-type-hint-company = One of the companies served.
fields-type-hint-service = One of the services.
fields-type-hint-location = One of the locations.
fields-type-hint-url = A link to a page on the web.
did-log-create-field = added a custom field
did-log-edit-field = changed a custom field
did-log-retire-field = put a custom field out of use
did-log-restore-field = brought a custom field back
did-log-order-fields = put custom fields in order
