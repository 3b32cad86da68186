# What every record has: links, watchers, tags, tasks, effort, reminders.

# Refusals.
fault-itself = This is the same record. Name another one.
fault-linked = These two are linked in this way already.
fault-circle = This would lead back to where it began. Choose another relation, or take a link of the chain away first.
fault-too-many-links = One of them has { $most } links already. Take some away first.
fault-does-not-read = This person may read no records of this kind. Choose somebody who may.
refused-link-too-far = Too much hangs together here to tell whether it would become a circle. Take some links away first.
refused-watch-restricted = This record is restricted, and watching would show it. Nobody can be added here.
refused-too-many-watchers = Too many people watch this already. Let some of them go first.
