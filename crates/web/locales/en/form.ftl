# Forms of every kind.
field-required = required
form-cancel = Cancel
form-problems = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
}
hint-priority-preview = Follows from impact and urgency.
