# What is wrong with what was given, by the codes the API uses too. Each says what to do.
fault-ambiguous = More than one goes by this name. Choose one of the suggestions.
fault-before-opened = This is before { $first }, when it was opened. Choose a later moment.
fault-code = Use small letters, digits and underscores, beginning with a letter.
fault-column-twice = Two columns say the same. Remove or rename one of them.
fault-control = This holds characters that cannot be shown. Remove them.
fault-control-character = This holds characters that cannot be shown. Remove them.
fault-csv = Line { $line } cannot be read as CSV. Check its quotation marks.
fault-cursor = This page link is no longer good. Start from the first page.
fault-different = The two do not agree. Type the same twice.
fault-duplicate = This was given twice. Give it once.
fault-email = This is not an e-mail address. Write it like name@example.org.
fault-exclusive = This cannot go together with { $other }. Leave one of them out.
fault-flag = Say true or false.
fault-idempotency-key = This is not a key. Send 1 to 255 visible ASCII characters, such as a UUID.
fault-idempotency-length = A file that comes under a key must say how long it is. Send Content-Length.
fault-if-match = This is not a version. Send the ETag you were given.
fault-future = This lies in the future. Choose an earlier moment or day.
fault-inactive = This person has been let out. Let them in again first.
fault-inactive-team = This team takes no work any more. Choose another.
fault-instant = This is not a moment. Write it like 2026-03-29T14:30:00Z.
fault-nested = Only plain values are taken here, no lists or objects.
fault-no-such = There is none by this name. Check the spelling.
fault-no-such-field = There is no such field. Check the spelling.
fault-no-email-column = There is no column with addresses. Name one of them “email”.
fault-no-rows = There is nobody below the heading. Add a line for each person.
fault-nobody = Name a team or a person.
fault-not-text = This must be text.
fault-number = Give a whole number from { $least } to { $most }.
fault-one-line = This must fit on one line. Remove the line breaks.
fault-only-yourself = You can report only for yourself. Leave it empty.
fault-option = Choose one of: { $options }.
fault-override-reason = An overridden priority needs a reason.
fault-past = This lies in the past. Choose a later moment.
fault-repeated = Line { $line } has the same address already. Keep one of the two.
fault-required = This is needed. Fill it in.
fault-reserved = This name has a meaning of its own and cannot be used here.
fault-setup-code = This is not the code. Take it from the terminal this server runs on; each start shows a new one.
fault-taken = This is taken already. Choose another.
fault-time-zone = There is no such time zone. Choose one of the suggestions, like Europe/Berlin.
fault-too-deep = The tree has too many levels here. Choose a higher place.
fault-too-long = This is too long. Shorten it.
fault-too-many-cells = This line has more cells than the heading. Put quotation marks around what holds the delimiter.
fault-too-many-rows = These are too many people at once. Take at most { $most } of them.
fault-too-short = This is too short. Use at least { $least } characters.
fault-unknown = This is not known here. Check the spelling.
fault-wait = { $seconds ->
    [one] Too many wrong codes. Try again in one second.
   *[other] Too many wrong codes. Try again in { $seconds } seconds.
}
fault-whole-number = Give a whole number.

# Rules that forbid something now.
refused-sign-in = E-mail address or password is wrong.
refused-assign = This cannot be assigned in its present state. Check its state; somebody may have changed it meanwhile.
refused-start = Work cannot start in the present state. Check its state; somebody may have changed it meanwhile.
refused-hold = This cannot be put on hold in its present state. Check its state; somebody may have changed it meanwhile.
refused-resume = This is not on hold. Check its state; somebody may have changed it meanwhile.
refused-resolve = This cannot be resolved in its present state. Check its state; somebody may have changed it meanwhile.
refused-close = Only what is resolved can be closed. Check its state; somebody may have changed it meanwhile.
refused-cancel = This cannot be cancelled in its present state. Check its state; somebody may have changed it meanwhile.
refused-reopen = Only what is resolved or closed can be reopened. Check its state; somebody may have changed it meanwhile.
refused-prioritise = The priority cannot change in the present state. Check its state; somebody may have changed it meanwhile.
refused-edit = This is closed and stays as it is. Reopen it first.
refused-comment = Nothing can be written here in the present state.
refused-work-note = Nothing can be written here in the present state.
refused-import-begun = This table is being taken in, or was. It cannot be thrown away any more.
refused-set-up = Somebody administers this installation already. Sign in.
refused-other = This is not possible in its present state. Its page shows what is possible now.

# Failures that are not about a field.
failure-bad-request = A part of the address cannot be taken. Correct it and try again.
failure-conflict = Somebody else changed the same thing meanwhile. Load the newest version and decide again.
failure-disk-full = The disk of the server is full. Nothing was saved; tell your administrator.
failure-forbidden = Your role does not allow this.
failure-forged = This form is too old, or it did not come from Mainstay. Reload the page and send it again.
failure-idempotency-key-reused = This key was used for another request. Make a new key for each thing that is to be done.
failure-idempotency-unanswered = The same is being done under this key, or was broken off once it was done. Ask again in a moment; if the answer stays away, look at what there is before you ask with a new key.
failure-idempotency-forgotten = This was done before under the same key, and the answer is not kept. Look at what there is before you ask with a new key.
failure-internal = Something went wrong on our side. Nothing half-done was saved.
failure-invalid = Something is missing or does not fit.
failure-malformed = What was sent cannot be read: { $at }.
failure-media-type = This type of content is not taken here. Send JSON or a form.
failure-method = This address cannot be used in that way.
failure-no-administrator = Nobody administers this installation yet. Open its address in a browser to set it up, or create an administrator with mainstay user add.
failure-not-found = There is no such thing, or you may not see it. Check the address or the number.
failure-not-signed-in = Sign in first, or send a valid token.
failure-outcome-unknown = The connection broke while saving. Look whether your change is there before you try again.
failure-read-only = The database takes no changes right now. Tell your administrator.
failure-second-factor-required = Set up a second factor first, on the page of your account.
failure-stale = This has changed since you loaded it. Load it again and repeat your change.
failure-too-large = This is larger than the { $kib } KiB taken here. Shorten it.
failure-too-many-attempts = { $seconds ->
    [one] Too many attempts. Try again in one second.
   *[other] Too many attempts. Try again in { $seconds } seconds.
}
failure-too-slow = This took too long and was given up. Try again in a moment.
failure-unavailable = The database cannot be reached right now. Try again in a moment.
fault-not-yours = Only the support side sets this. Leave it out.
fault-does-not-work = This person does not work on records of this kind. Choose somebody who does.
fault-ahead = This is newer than the record. Load it again.
fault-too-many = At most { $most } conditions are taken. Leave some out.
fault-too-many-pins = You have { $most } views pinned, which is all that fit. Unpin one first.
fault-too-many-views = There are { $most } views here, which is all that fit. Delete one first.
fault-not-yours-to-share = You can share with your own teams and companies; with everybody only administrators share.
fault-no-such-field-here = There is no field { $field } here. Check the spelling.
refused-not-empty = There is work of somebody else here already. Choose an empty directory.

# Custom fields: their values, and what administrators say of them.
fault-decimal = Give a number from { $least } to { $most }{ $digits ->
    [0] {""}, without a fraction.
    [one] {""}, with at most one digit after the point.
   *[other] {""}, with at most { $digits } digits after the point.
}
fault-money = Give an amount like 12.50 { $usual }. Currencies taken: { $currencies }.
fault-day = This is not a day. Write it like 2026-03-29.
fault-link = This is not an address on the web. Write it like https://example.org/page.
fault-exact-number = A number this exact loses digits on its way. Send it as text.
fault-read-only = This cannot be changed in the present state. Leave it out.
fault-hidden = This has no place in the present state. Leave it out.
fault-fixed = This was fixed when the field was added. Retire the field and add another.
fault-no-currency = This is no currency. Use codes like EUR or USD.
fault-language = This is no language, or it is there twice. Use codes like en or de.
fault-no-options = Only a choice has options. Leave them out.
fault-too-many-options = At most { $most } options are taken, those no longer offered among them. Leave some out.
fault-too-many-fields = A kind of record takes at most { $most } fields. Retire one first.
fault-order = This is less than the least. Give a greater number.
fault-each-once = Name each field that is in use once.
fault-list = Give a list of texts.
fault-object = Give an object, as the description shows it.
