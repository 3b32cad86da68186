# __Names__.
nav-__names__ = __Names__
names-__name__ = __names__
new-__name__ = New __name__
new-submit-__name__ = Create __name__

state-__name__-new = New
state-__name__-in-progress = In progress
state-__name__-done = Done

verb-__name__-start = Start work
verb-__name__-finish = Finish
verb-__name__-edit = Edit
verb-__name__-comment = Send reply
verb-__name__-work-note = Add work note
submit-__name__-edit = Save
ask-__name__-comment-body = Reply
ask-__name__-work-note-body = Work note

did-__name__-create = opened this __name__
did-__name__-start = started work
did-__name__-finish = finished this
did-__name__-edit = made changes
did-__name__-comment = replied
did-__name__-work-note = added a work note
did-__name__-other = made changes

done-__name__-create = { $number } has been created.
done-__name__-start = Work on { $number } has started.
done-__name__-finish = { $number } is finished.
done-__name__-edit = { $number } has been saved.
done-__name__-comment = Your reply to { $number } is saved.
done-__name__-work-note = Your work note on { $number } is saved.
done-__name__-other = { $number } has been saved.
