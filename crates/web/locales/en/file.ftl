# Files of a record.

# Refusals.
fault-file-empty = { $name } is empty. Choose another file.
fault-file-too-large = { $name } is larger than the { $mib } MiB a file may have. Make it smaller, or split it.
fault-files-at-once = At most { $most } files are taken at once. Add the rest afterwards.
fault-files-on-record = It has { $most } files, which is the most. Remove some first.
fault-record-full = Its files would be more than { $mib } MiB together. Remove some first, or add fewer.
fault-person-full = You would have added more than { $mib } MiB within a day. Try again tomorrow.
fault-storage-full = There is no room for more files here. Tell your administrator.
fault-infected = { $name } holds malware ({ $malware }) and was not taken. Do not open it.
fault-not-scannable = { $name } is too large for the malware scanner and was not taken. Split it, or ask your administrator.
refused-attach = No files can be added or removed in the present state.
failure-unreachable-files = Files cannot be reached right now. Try again in a moment; if it stays, tell your administrator.
failure-unreachable-scanner = The malware scanner does not answer, so no file is taken. Try again in a moment; if it stays, tell your administrator.

# The section.
organ-files = Files
organ-none-files = No files.
field-file = Files
file-hint = At most { $mib } MiB each. You can also drop files here or paste a picture.
file-too-large = A file may have at most { $mib } MiB. Choose a smaller one.
file-for-inside = Only the support side sees them
file-internal = Internal
file-erase-sure = Content and name are gone for good
file-size-bytes = { $whole ->
    [one] 1 byte
   *[other] { $whole } bytes
}
file-size-kib = { $tenth ->
    [0] { $whole } KiB
   *[other] { $whole }.{ $tenth } KiB
}
file-size-mib = { $tenth ->
    [0] { $whole } MiB
   *[other] { $whole }.{ $tenth } MiB
}
file-size-gib = { $tenth ->
    [0] { $whole } GiB
   *[other] { $whole }.{ $tenth } GiB
}

verb-attach = Add files
submit-attach = Add
verb-detach = Remove
verb-erase-file = Erase
submit-erase-file = Erase for good
done-attach = The files are added to { $number }.
done-detach = The file is removed.
done-erase-file = The file is erased.
done-erase-file-of-several = The file is erased. Other files with the same content are still there.

did-attach = added a file
did-attach-internal = added an internal file
did-detach = removed a file
did-detach-internal = removed an internal file
fact-file = File
fact-file-name = File
fact-internal-file = File
fact-internal-file-name = File
