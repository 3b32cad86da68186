# Lists, record pages and timelines of every practice.
list-queues = Queues
list-filter = Filter
list-apply = Filter
list-clear = Clear
list-number = Number
list-title = Title
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
record-older = Show earlier entries
