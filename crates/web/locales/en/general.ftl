# What holds for the organisation as a whole.
nav-organisation-settings = General settings
general-lead = What holds for the organisation as a whole. What people choose for themselves at My account comes first.
general-heading = Name, time zone and language
field-of-organisation-name = Name
field-of-organisation-time-zone = Time zone
field-of-organisation-language = Language
general-hint-name = Your own company is called so too, wherever a company is chosen or named.
general-hint-time-zone = Type a city. Whoever has chosen no time zone reads and types times in it; the daily backup and conditions of assignment rules go by it, too.
general-hint-language = Whoever has chosen no language reads the pages in it, unless their browser asks for another one that is there.
general-people-zone = { $count ->
    [0] Everybody has chosen a time zone of their own.
    [one] { $shown } person has chosen no time zone and goes by it.
   *[other] { $shown } people have chosen no time zone and go by it.
}
general-people-language = { $count ->
    [0] Everybody has chosen a language of their own.
    [one] { $shown } person has chosen no language; their browser decides first.
   *[other] { $shown } people have chosen no language; their browser decides first.
}
general-would = This would change:
general-renames = { $old } would be called { $new }, and its company as well.
general-moves = Now it would be { $new } instead of { $old }.
general-speaks = This moment would be written { $new } instead of { $old }.
log-value-name-before = Name before
