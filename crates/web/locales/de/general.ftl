# Was für die ganze Organisation gilt.
nav-organisation-settings = Grundeinstellungen
general-lead = Was für die ganze Organisation gilt. Was jemand unter „Mein Konto“ für sich wählt, geht vor.
general-heading = Name, Zeitzone und Sprache
field-of-organisation-name = Name
field-of-organisation-time-zone = Zeitzone
field-of-organisation-language = Sprache
general-hint-name = So heißt auch die eigene Firma, wo immer eine Firma gewählt oder genannt wird.
general-hint-time-zone = Eine Stadt eingeben. Wer keine Zeitzone gewählt hat, liest und schreibt Zeiten in dieser; auch die tägliche Sicherung und die Bedingungen der Zuweisungsregeln richten sich danach.
general-hint-language = Wer keine Sprache gewählt hat, liest die Seiten in dieser, wenn der Browser keine andere vorhandene wünscht.
general-people-zone = { $count ->
    [0] Alle haben eine eigene Zeitzone gewählt.
    [one] { $shown } Person hat keine Zeitzone gewählt und richtet sich danach.
   *[other] { $shown } Personen haben keine Zeitzone gewählt und richten sich danach.
}
general-people-language = { $count ->
    [0] Alle haben eine eigene Sprache gewählt.
    [one] { $shown } Person hat keine Sprache gewählt; zuerst entscheidet ihr Browser.
   *[other] { $shown } Personen haben keine Sprache gewählt; zuerst entscheidet ihr Browser.
}
general-would = Das würde sich ändern:
general-renames = { $old } hieße dann { $new }, die zugehörige Firma auch.
general-moves = Jetzt wäre es { $new } statt { $old }.
general-speaks = Dieser Zeitpunkt würde als „{ $new }“ geschrieben statt als „{ $old }“.
log-value-name-before = Name vorher
