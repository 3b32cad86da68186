# How records end by themselves, and how long they can be opened again.
nav-closing = Closing
closing-heading = Closing
closing-lead = What is resolved is closed by itself after a while, unless whoever asked says that it is not solved. What was closed too long ago is not reopened; a new record follows it up. A change holds at once, also for what was resolved or closed before.
closing-after = { $days ->
    [0] What is resolved is closed at once.
    [one] What is resolved is closed after { $days } day.
   *[other] What is resolved is closed after { $days } days.
}
closing-never = What is resolved is never closed by itself.
closing-comment-reopens = A comment of the requester opens it again before that.
closing-comment-stays = A comment of the requester leaves it resolved.
closing-reopen-within = { $days ->
    [0] What is closed is never reopened.
    [one] What is closed can be reopened for { $days } day.
   *[other] What is closed can be reopened for { $days } days.
}
closing-reopen-ever = What is closed can be reopened at any time.
closing-survey = When it is closed, whoever asked is asked how satisfied they are.
closing-no-survey = Nobody is asked how satisfied they are.
closing-set-at = Last changed
closing-as-it-came = never
closing-held-back = Kept from closing by a rule of their own
closing-hint-close-after = { $least } to { $most }. Empty means never.
closing-hint-reopen-within = { $least } to { $most }. Empty means at any time.
closing-try = See what it does
closing-save = Save
closing-saved = It holds from now on.
closing-closes-nothing = No { $names } would close today.
closing-closes = { $count } { $names } would close today.
closing-closes-more = More than { $count } { $names } would close today.
field-close-after = Days until what is resolved is closed
field-comment-reopens = A comment of the requester reopens what is resolved
field-reopen-within = Days for which what is closed can be reopened
field-survey = Whoever asked is asked how satisfied they are when it is closed
did-log-set-closing = set how records end by themselves
log-value-close-after = Days until it is closed
log-value-close-after-before = Days until it is closed, before
log-value-comment-reopens = A comment reopens
log-value-comment-reopens-before = A comment reopens, before
log-value-reopen-within = Days to reopen
log-value-reopen-within-before = Days to reopen, before
log-value-survey = Asks how satisfied they are
log-value-survey-before = Asks how satisfied they are, before
why-resolved-long-ago = It was resolved a while ago, and nobody objected.
why-requester-commented = The requester commented on it.
refused-reopen-late = This was closed too long ago to be reopened. Open a follow-up instead: a new record with what this one holds, linked to it.

organ-follow-up = Follow-up
organ-follow-up-lead = It is back? Open a new one that is linked to this.
verb-follow-up = Open a follow-up
submit-follow-up = Open
verb-hint-follow-up = A new record like this one is opened: for the same person, of the same sort, at the same place. Both tell of each other.
ask-organ-follow-up-title = Title
hint-organ-follow-up-title = When left empty, that of this one.
ask-organ-follow-up-description = What is it this time?
done-follow-up = { $number } follows up { $old }.
did-follow-up = opened a follow-up
refused-follow-up-open = This is still open. Say there what is to be done.
refused-follow-up-restricted = This record is restricted; what follows would not be. Open a new one instead.
relation-follows-up = follows up
relation-followed-up-by = followed up by
