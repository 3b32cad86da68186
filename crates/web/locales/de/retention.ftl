# Wie lange aufgehoben wird, was Menschen geschrieben haben.
nav-retention = Aufbewahrung
retention-heading = Aufbewahrung
retention-lead = Wie lange aufgehoben wird, was Menschen geschrieben haben. Was abgelaufen ist, wird Tag für Tag endgültig gelöscht: Es kommt nicht wieder, wenn eine Regel geändert oder entfernt wird. Nummern, Status, Zeiten und Verweise bleiben, damit Kennzahlen bleiben, wie sie waren. Das Logbuch der Einstellungen wird immer aufgehoben.
retention-for-ever = Wird für immer aufgehoben.
retention-of-records = { $days ->
    [one] Alle Texte und Dateien gehen { $days } Tag nach dem Schließen, bei nur Gelöstem nach der letzten Änderung.
   *[other] Alle Texte und Dateien gehen { $days } Tage nach dem Schließen, bei nur Gelöstem nach der letzten Änderung.
}
retention-of-days = { $days ->
    [one] Adressen, Personen und Vorgänge, die darin genannt sind, gehen { $days } Tag nach ihrem Tag.
   *[other] Adressen, Personen und Vorgänge, die darin genannt sind, gehen { $days } Tage nach ihrem Tag.
}
retention-erased = Bisher gelöscht
retention-waiting = Abgelaufen, noch nicht gelöscht
retention-ran = Zuletzt fertig
retention-never = noch nie
retention-count-records = { $count ->
    [one] { $count } Vorgang
   *[other] { $count } Vorgänge
}
retention-count-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
retention-more-than = mehr als { $what }
retention-days = Tage, { $least } bis { $most }
retention-try = Ansehen, was das löscht
retention-erases-nothing = Bei { $days } Tagen ist noch nichts abgelaufen.
retention-erases-records = Bei { $days } Tagen wird sofort und endgültig gelöscht: Texte und Dateien, { $what }.
retention-erases-days = Bei { $days } Tagen wird sofort und endgültig gelöscht: was darin von Personen steht, { $what }.
retention-reason-hint = Sie steht im Logbuch der Einstellungen.
retention-keep = { $days ->
    [one] { $days } Tag aufheben
   *[other] { $days } Tage aufheben
}
retention-remove = Für immer aufheben
retention-set = { $days ->
    [one] Von jetzt an wird es { $days } Tag aufgehoben.
   *[other] Von jetzt an wird es { $days } Tage aufgehoben.
}
retention-removed = Von jetzt an wird es für immer aufgehoben. Was gelöscht wurde, kommt nicht wieder.
did-erase-retention = hat die Texte gelöscht
why-retention = Das ist so lange geschlossen, dass seine Texte nicht mehr aufgehoben werden.
did-log-set-retention = hat festgelegt, wie lange etwas aufgehoben wird
did-log-remove-retention = lässt etwas für immer aufheben
log-value-scope = Was
log-value-days = Tage
log-value-days-before = Tage vorher
log-reason-retention = nicht länger aufgehoben
fault-erases = Sagen Sie, warum: Das löscht sofort etwas ({ $count } Vorgänge oder Tage).
fault-erases-more = Sagen Sie, warum: Das löscht sofort etwas (mehr als { $count } Vorgänge oder Tage).
