# Duplicates: what is alike, merging, and splitting off a part.
similar-heading = This may be known already
similar-words = Both say: { $words }.
similar-same = The same: { $fields }.

organ-merging = Duplicates
organ-none-merging = Nothing was merged into this.
organ-merged = Merged into
organ-merged-unseen = This was merged into a record you may not see.
merged-leads = { $old } was merged into { $new }.

verb-merge = Merge into another
submit-merge = Merge
verb-hint-merge = This one ends as a duplicate; its watchers, files, links, tags and open tasks go to the other, and its number leads there.
done-merge = { $number } is merged.
did-merge = merged duplicates
verb-unmerge = Undo the merge
done-unmerge = { $number } stands for itself again.
did-unmerge = took duplicates apart
verb-split = Split off a part
submit-split = Open another
verb-hint-split = Opens another record that is linked to this one. For whom it is and what sort it is are taken over.
done-split = { $number } was split off.
did-split = split off a part

ask-organ-merge-target = Number of the other record
ask-organ-split-entry = Comment
none-organ-split-entry = None
ask-organ-split-title = Title
hint-organ-split-title = When left empty, the beginning of the comment.
ask-organ-split-description = Description
hint-organ-split-description = When left empty, the comment.
field-target = Other record
field-entry = Comment

fault-other-company = This record belongs to another company. Choose one of the same.
fault-less-restricted = This record is restricted and the other is not, so more people would see what hangs on it. Choose a restricted one.
fault-too-many-files = Together these have more than { $most } files. Withdraw some first.
fault-no-comment = There is no comment everybody reads at this place. Choose another, or say it anew.
refused-merged = This was merged into another record. Do it there, or undo the merge first.
refused-merged-into = This was merged into { $number }. Do it there, or undo the merge first.
refused-not-merged = This was not merged into another record.
refused-merge-no-end = From its present state this cannot end as a duplicate. Close it first.
