# How the installation is doing, for its administrators.
nav-health = Health
health-heading = Health
health-overall-well = Everything is well.
health-overall-look = Something should be looked at.
health-overall-not-well = Something is not well.
health-verdict-well = Well
health-verdict-look = Look at it
health-verdict-not-well = Not well
health-checks = Checks
health-check-schema = Schema
health-check-writer = Writes
health-check-disk = Disk
health-check-backup = Backup
health-check-queue = Background work
health-check-failing = Failed work
health-check-events = Changes to tell
health-check-clocks = Clocks
health-remedy-schema = The database and this program do not fit. Start the same version on every node.
health-remedy-writer = Writes wait for the disk. See whether it is full, slow or used by something else.
health-remedy-disk = Free some space in the data directory, or move it to a larger disk. Where this cannot be told, look at the machine.
health-remedy-backup = See that a backup is made every day: start with --backups DIR, or look why it stopped in the log.
health-remedy-queue = Work is due and nobody does it. See that a server without --no-jobs or a worker runs.
health-remedy-failing = Read the causes below. Remove the cause, then try again.
health-remedy-events = Changes wait to be handed on. See that a server without --no-jobs or a worker runs.
health-remedy-clocks = Let the machines of node and database take their time from the same source.
health-schema = Step { $count }
health-waiting = { $count ->
    [0] none waits
    [one] { $count } write waits
   *[other] { $count } writes wait
}
health-free = { $size } free
health-unknown = cannot be told
health-backup-elsewhere = this node makes none
health-backup-never = none made yet
health-backup-failed = the last attempt failed: { $reason }
health-jobs-waiting = { $count ->
    [0] none waits
    [one] { $count } job waits
   *[other] { $count } jobs wait
}
health-jobs-dead = { $count ->
    [0] none given up
    [one] { $count } job given up
   *[other] { $count } jobs given up
}
health-events = { $count ->
    [0] none waits
    [one] { $count } change waits
   *[other] { $count } changes wait
}
health-one-clock = one machine, one clock
health-figures = Figures
health-figure-version = Version
health-figure-engine = Database
health-figure-size = Size of the database
health-figure-uptime = Running for
health-figure-written = Written since the start
health-figure-longest-wait = Longest wait of a write
health-figure-running = Jobs being done
health-figure-oldest = Oldest job due for
health-written = { $writes } writes in { $commits } commits
health-none = none
health-failed = Failed work
health-failed-lead = Work in the background that failed, with its last cause. What was given up is not tried again by itself.
health-none-failed = Nothing has failed.
health-given-up = Given up
health-again = Tried again
health-tried = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
health-verb-retry = Try again
health-verb-discard = Discard
health-retried = It is tried again.
health-discarded = It is gone; what it was to do is not done.
health-time-ms = { $count } ms
health-time-seconds = { $count } s
health-time-minutes = { $count } min
health-time-hours = { $count } h
health-time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
did-log-retry-job = tried work again that was given up
did-log-discard-job = discarded work that was given up
log-value-job = Job
log-value-queue = Work
health-clocks = What waits for its time
health-clock-hold = Records on hold until a time
health-clock-reminder = Reminders
health-clock-task = Tasks with a due date
health-clock-recurrence = Recurring records
health-clock-closing = Resolved records that close by themselves
health-clock-waiting = { $count ->
    [0] none waits
    [one] { $count } waits
   *[other] { $count } wait
}
health-clock-late = { $count } late, the oldest by { $age }
health-all-jobs = All background work
jobs-heading = Background work
jobs-lead = What was given up comes first, then what is being done, then what waits, in the order in which it is due.
jobs-none = There is no such work.
jobs-none-text = What is done is no longer listed.
jobs-any = Any
jobs-column-queue = Work
jobs-column-state = State
jobs-column-due = Due
jobs-column-tried = Attempts
jobs-column-record = Record
jobs-column-cause = Last cause
jobs-state-dead = Given up
jobs-state-running = Being done
jobs-state-waiting = Waits
jobs-queue-backup = Backup
jobs-queue-bulk = Bulk edit
jobs-queue-close = Closing resolved records
jobs-queue-erase-person = Erasing a person
jobs-queue-forget-answers = Forgetting kept answers
jobs-queue-people-import = People from a table
jobs-queue-recur = Recurring record
jobs-queue-remind = Reminder
jobs-queue-resume = End of a hold
jobs-queue-retention = Retention
jobs-queue-task-due = Task due
