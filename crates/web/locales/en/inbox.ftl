# What somebody was told, and the bell.
inbox-heading = Notifications
inbox-bell = Notifications
inbox-all = All
inbox-unread = Unread
inbox-is-new = Unread:
inbox-more = { $count ->
    [one] one unread entry
   *[other] { $count } unread entries
}
inbox-read = Mark as read
inbox-read-one = Mark { $number } as read
inbox-read-all = Mark all as read
inbox-keep = Keep as unread
inbox-keep-one = Keep { $number } as unread
inbox-empty = Nothing yet
inbox-all-read = Nothing unread
inbox-empty-text = You are told here when somebody assigns something to you or your team, mentions you with an @, or does something to what you opened or watch.

inbox-done-read = Marked as read.
inbox-done-read-all = All marked as read.
inbox-done-unread = Marked as unread.

# Why somebody is told, by the code of the rule.
notified-mentioned = You were mentioned
notified-assigned = Assigned to you
notified-team_assigned = Assigned to your team
notified-opened_for = Opened for you
notified-commented = New reply
notified-noted = New work note
notified-moved = New state
notified-reminded = Your reminder
