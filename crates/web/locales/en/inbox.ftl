# What somebody was told, and the bell.
inbox-heading = Notifications
inbox-bell = Notifications
inbox-bell-unread = Notifications, { $count } unread
inbox-all = All
inbox-unread = Unread
inbox-is-new = Unread:
inbox-about = About { $number }
inbox-everything = Show everything
inbox-same = Everything about { $number }
inbox-more = { $count ->
   *[other] { $count } entries
}
inbox-read = Mark as read
inbox-read-one = Mark { $number } as read
inbox-read-all = Mark all as read
inbox-keep = Mark as unread
inbox-keep-one = Mark { $number } as unread
inbox-empty = Nothing yet
inbox-empty-text = You are told here when somebody assigns something to you, mentions you with an @, or does something to what you opened or watch.
inbox-all-read = All read
inbox-all-read-text = There is nothing new for you. What you have read is under All for 90 days.

inbox-done-read-all = All marked as read.
inbox-unheard = { $names } reached nobody: no one of that name can see this.

# What somebody wants to be told.
inbox-settings = Notification settings
inbox-settings-lead = Choose what you are told. You are never told of what you do yourself.
inbox-settings-save = Save
inbox-settings-saved = Your choice was saved.

# Why somebody is told, by the code of the rule.
notified-mentioned = You were mentioned
notified-assigned = Assigned to you
notified-stand-in = For whom you stand in
notified-team-assigned = Assigned to your team
notified-opened-for = Opened for you
notified-commented = New reply
notified-noted = New work note
notified-ended = Done
notified-survey = How did it go?
notified-rated = Rated
notified-reopened = Reopened
notified-resumed = Wait is over
notified-merged = Merged
notified-moved = New state
notified-reminded = Your reminder
notified-task-due = Due now
notified-recurrence-failed = Could not be opened again
notified-other = News

# When somebody is told, by the code of the rule.
notify-mentioned = Somebody mentions me with an @
notify-assigned = A record or task is assigned to me
notify-stand-in = A record or task is assigned to somebody I stand in for
notify-team-assigned = A record or task comes to one of my teams
notify-opened-for = Somebody opens something for me
notify-commented = Somebody replies on what I asked for, opened, watch or work on
notify-noted = Somebody adds a work note to what I watch or work on
notify-ended = What I asked for, opened or watch is resolved or cancelled
notify-survey = What I asked for is closed, and I am asked how satisfied I am
notify-rated = Somebody says how satisfied they are with what I watch or worked on
notify-reopened = What I watch or work on is reopened
notify-resumed = The wait of what I work on is over
notify-merged = What I asked for, opened, watch or work on is merged
notify-moved = Any other change of state of what I asked for, opened, watch or work on
notify-reminded = A reminder of mine has come
notify-task-due = A task of mine is due
notify-recurrence-failed = Something I planned could not be opened

# What somebody did to a task.
did-task-create = added this task
did-task-other = changed this task

keys-inbox = Notifications
keys-read = Mark as read or unread
