# Listen, Einzelseiten und Verläufe aller Praktiken.
list-queues = Warteschlangen
list-filter = Filter
list-apply = Filtern
list-clear = Zurücksetzen
list-number = Nummer
list-title = Titel
pager-summary = { $shown } von { $total }
pager-label = Seiten
pager-previous = Zurück
pager-next = Weiter
value-none = leer
value-erased = gelöscht

record-verbs = Nächste Schritte
record-description = Beschreibung
record-no-description = Keine Beschreibung.
record-timeline = Verlauf
record-properties = Eigenschaften
record-change = { $field } ändern

entry-internal = Intern
entry-imported = importiert: { $label }
entry-recorded = aufgezeichnet
entry-became = wurde zu
entry-why = Grund:

compose-heading = Schreiben
compose-readers = Wer liest es
compose-public = Antwort
compose-internal = Arbeitsnotiz
compose-public-reader = Die meldende Person liest dies.
compose-public-reader-named = { $name } liest dies.
compose-public-reader-self = Alle, die dies sehen dürfen, lesen es.
compose-internal-reader = Nur die Support-Seite sieht dies, die meldende Person nicht.
record-older = Frühere Einträge zeigen
