# How long what people wrote is kept.
nav-retention = Retention
retention-heading = Retention
retention-lead = How long what people wrote is kept. What is over is erased for good, day by day: it does not come back when a rule is changed or removed. Numbers, states, times and references stay, so that figures stay as they were. The logbook of settings is always kept.
retention-for-ever = Kept for ever.
retention-of-records = { $days ->
    [one] All texts and files go { $days } day after a record is closed, or after its last change where it is only resolved.
   *[other] All texts and files go { $days } days after a record is closed, or after its last change where it is only resolved.
}
retention-of-days = { $days ->
    [one] Addresses, people and records named in it go { $days } day after their day.
   *[other] Addresses, people and records named in it go { $days } days after their day.
}
retention-erased = Erased so far
retention-waiting = Over and waiting
retention-ran = Last done
retention-never = not yet
retention-count-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
retention-count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
retention-more-than = more than { $what }
retention-days = Days to keep, { $least } to { $most }
retention-try = See what it erases
retention-erases-nothing = With { $days } days, nothing is over yet.
retention-erases-records = With { $days } days, the texts and files of { $what } are erased at once, for good.
retention-erases-days = With { $days } days, what { $what } say of people is erased at once, for good.
retention-reason-hint = It stands in the logbook of settings.
retention-keep = { $days ->
    [one] Keep { $days } day
   *[other] Keep { $days } days
}
retention-remove = Keep for ever
retention-set = { $days ->
    [one] { $days } day is kept from now on.
   *[other] { $days } days are kept from now on.
}
retention-removed = It is kept for ever from now on. What was erased does not come back.
did-erase-retention = erased its texts
why-retention = It was closed so long ago that its texts are no longer kept.
did-log-set-retention = set how long something is kept
did-log-remove-retention = let something be kept for ever
log-value-scope = What
log-value-days = Days kept
log-value-days-before = Days kept before
log-reason-retention = kept no longer
fault-erases = Say why: this erases something at once ({ $count } records or days).
fault-erases-more = Say why: this erases something at once (more than { $count } records or days).
