# What is wrong with a filter, an order or a grouping, by the codes the API uses too. Each says where,
# and what to do.
fault-filter-too-long = A filter has at most { $most } characters. Shorten it.
fault-filter-too-deep = Brackets go at most { $most } levels deep. Say it with fewer.
fault-filter-too-many-conditions = A filter has at most { $most } conditions. Leave some out.
fault-filter-too-many-values = A list has at most { $most } values. Leave some out.
fault-filter-too-many-below = There are more than { $most } below this. Choose a lower place.
fault-filter-too-slow = Looking for this took too long and was stopped. Narrow the filter, for example to one team or to recent records.
fault-filter-character = “{ $found }” at character { $place } means nothing here. Put text in quotes.
fault-filter-quote = The text that begins at character { $place } does not end. Close its quotes.
fault-filter-escape = A backslash at character { $place } stands before something it does not go with. Write two for one.
fault-filter-end-expected = After character { $place }, “{ $found }” follows without and or or. Join conditions with one of them.
fault-filter-sign-expected = At character { $place }, “{ $expected }” is missing.
fault-filter-field-expected = At character { $place }, a field is missing. Write a condition such as state = new.
fault-filter-operator-expected = { $near ->
    [yes] At character { $place }, “{ $found }” is no operator. Did you mean { $nearest }?
   *[no] At character { $place }, an operator is missing. Use one of: { $options }.
}
fault-filter-value-expected = At character { $place }, a value is missing.
fault-filter-text-expected = At character { $place }, text is missing. Put it in quotes.
fault-filter-number-expected = At character { $place }, a whole number is needed.
fault-filter-number-between = At character { $place }, a whole number from { $least } to { $most } is needed.
fault-filter-number-too-large = The number at character { $place } is too large.
fault-filter-flag-expected = At character { $place }, say true or false.
fault-filter-moment-expected = At character { $place }, a moment is needed, such as 2026-03-01, today or -7d.
fault-filter-date = The date at character { $place } does not exist. Write it like 2026-03-01.
fault-filter-direction = The length of time at character { $place } needs a direction: - for earlier, + for later.
fault-filter-minute-or-month = “m” at character { $place } can mean two things. Write min for minutes or mo for months.
fault-filter-unit = At character { $place }, a unit is needed: { $options }.
fault-filter-offset = At character { $place }, a length of time is needed, such as 2d or 90min.
fault-filter-offset-of-field = Beside a field, the length of time at character { $place } is in minutes, hours, days or weeks.
fault-filter-field = { $near ->
    [yes] There is no field { $found }. Did you mean { $nearest }?
   *[no] There is no field { $found }. Check the spelling.
}
fault-filter-operator = What stands at character { $place } does not go with this field. Use one of: { $options }.
fault-filter-option = { $near ->
    [yes] { $found } is not among { $options }. Did you mean { $nearest }?
   *[no] { $found } is not among { $options }.
}
fault-filter-no-such = There is none called “{ $found }”. Check the spelling.
fault-filter-ambiguous = More than one is called “{ $found }”. Use the e-mail address or the id.
fault-filter-money-expected = At character { $place }, an amount is needed, such as "12.50 EUR". Currencies: { $options }.
fault-filter-decimal-expected = At character { $place }, a number is needed, with at most { $digits } digits after the point.
fault-too-many-to-sort = More than { $most } records cannot be sorted by this. Leave out sort, or ask for fewer.
fault-cursor-of-another = This page link belongs to another list. Start from the first page.
fault-not-sortable = A list cannot be sorted by { $field }. Choose another field.
fault-sorted-twice = { $field } is named twice. Name it once.
fault-too-many-sorts = A list is sorted by at most { $most } fields. Leave some out.
fault-not-groupable = Records cannot be grouped by { $field }. Choose a field with few values, or a part of a moment such as opened_at.month.

# An export.
export-currency = Currency of { $of }
