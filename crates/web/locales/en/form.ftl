# Forms of every kind.
field-required = required
form-cancel = Cancel
form-problems = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
}
hint-priority-preview = Follows from impact and urgency.
currency-of = Currency of { $field }
hint-zone = By the clock in { $zone }.
