# Families: parents and children.
organ-family = Family
organ-none-family = This is nobody's child, and has no children.
organ-parent = Parent
organ-parent-unseen = This is the child of a record you may not see.
organ-children = Children
family-open = { $open ->
    [0] None of them is open.
    [one] { $open } of them is still open.
   *[other] { $open } of them are still open.
}
family-list = All of them as a list
family-last = Last done to them: { $verb }
family-spread = { $count ->
    [one] one child
   *[other] { $count } children
}
family-under-way = It is being done to { $total } children: { $changed } done, { $refused } refused so far. See under Children.
family-over = Of { $total } children, it was done to { $changed }; { $refused } were refused. See under Children.
verb-set-parent = Set parent
submit-set-parent = Set
verb-hint-set-parent = This becomes a child of another record, such as one of many reports of the same outage. A parent cannot be a child itself.
done-set-parent = { $number } is a child now.
did-set-parent = made this a child
verb-remove-parent = Remove parent
done-remove-parent = { $number } stands for itself again.
did-remove-parent = took this out of its family
did-add-child = added a child
did-remove-child = removed a child
fact-spread = Also done to
field-parent = Parent
field-children = Children
hint-organ-set-parent-parent = The number of the parent, like INC0000042.
fault-parent-restricted = That record is restricted and this one is not: whoever reads this one would read of it. Choose another parent.
fault-parent-is-child = That record is itself a child of { $parent }. Name { $parent } as the parent, or take the other out of its family first.
fault-has-children = This record has { $count } children of its own, so it cannot be a child. Give them another parent first.
fault-too-many-children = A record has at most { $most } children. Choose another parent.
refused-merge-children = This record has children. Give them another parent first, then merge it.
