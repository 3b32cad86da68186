# Lists, record pages and timelines of every practice.
list-queues = Queues
list-filter = Filter
list-apply = Filter
list-clear = Clear
pager-summary = { $shown } of { $total }
pager-label = Pages
pager-previous = Previous
pager-next = Next
value-none = none
value-erased = erased

record-verbs = Next steps
record-description = Description
record-no-description = No description.
record-timeline = Timeline
record-properties = Properties
record-change = Change { $field }

entry-internal = Internal
entry-imported = imported: { $label }
entry-recorded = recorded
entry-became = became
entry-why = Reason:

compose-heading = Write
compose-readers = Who reads it
compose-public = Reply
compose-internal = Work note
compose-public-reader = The requester will read this.
compose-public-reader-named = { $name } will read this.
compose-public-reader-self = Everybody who may see this will read it.
compose-internal-reader = Only the support side sees this. The requester does not.
compose-guard = What you wrote as a work note stays there.
compose-take = Use it as the reply
record-older = Show earlier entries

live-changes-one = 1 new change
live-changes-many = { $n } new changes
live-show = Show

opened-by = { $opener } opened this for { $requester }
opened-by-requester = { $requester } opened this
opened-unknown = opened
byline = { $who }, { $when }

group-people = People
group-sorting = Classification
group-times = Times
group-custom = More
form-group-custom = More
form-group-what = What it is about
form-group-weight = Impact and urgency
form-group-sorting = Who and where

# Every kind's list; a kind may say it in words of its own, as list-heading-KIND-….
queue-teams = My teams
queue-mine = Assigned to me
queue-unassigned = Unassigned
queue-open = All open
queue-all = All
list-heading-teams = My teams' open { $names }
list-heading-mine = Open { $names } assigned to me
list-heading-unassigned = Unassigned open { $names }
list-heading-open = All open { $names }
list-heading-all = All { $names }
list-own-heading-teams = My teams' open { $names }
list-own-heading-mine = Open { $names } assigned to me
list-own-heading-unassigned = Unassigned open { $names }
list-own-heading-open = My open { $names }
list-own-heading-all = My { $names }
list-empty-heading = No { $names } here
list-empty-teams = Your teams have no open { $names }. Good work.
list-empty-mine = Nothing is assigned to you. What is unassigned is a good place to look next.
list-empty-unassigned = All open { $names } have somebody who looks after them.
list-empty-open = There are no open { $names }.
list-empty-all = There are no { $names } yet, or none that you may see.
list-empty-filtered = No { $names } fit the filter. Widen or clear it.
list-own-empty-teams = Your teams have no open { $names }.
list-own-empty-mine = Nothing is assigned to you.
list-own-empty-unassigned = All open { $names } have somebody who looks after them.
list-own-empty-open = Nothing of yours is open.
list-own-empty-all = None of the { $names } is yours.
list-see-unassigned = See unassigned
list-empty-clear = Clear the filter
list-filter-any = Any

walk-back = Previous in the list
walk-on = Next in the list
