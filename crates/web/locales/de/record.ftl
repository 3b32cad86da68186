# Listen, Einzelseiten und Verläufe aller Praktiken.
list-queues = Warteschlangen
list-filter = Filter
list-apply = Filtern
list-clear = Zurücksetzen
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
compose-guard = Was Sie als Arbeitsnotiz geschrieben haben, bleibt dort.
compose-take = Als Antwort übernehmen
record-older = Frühere Einträge zeigen

live-changes-one = 1 neue Änderung
live-changes-many = { $n } neue Änderungen
live-show = Anzeigen

opened-by = { $opener } hat dies für { $requester } eröffnet
opened-by-requester = { $requester } hat dies eröffnet
opened-unknown = eröffnet
byline = { $who }, { $when }

group-people = Personen
group-sorting = Einordnung
group-times = Zeiten
group-custom = Weitere Angaben
form-group-custom = Weitere Angaben
form-group-what = Worum geht es
form-group-weight = Auswirkung und Dringlichkeit
form-group-sorting = Wer und wo

# Die Liste jeder Art; eine Art kann es in eigenen Worten sagen, als list-heading-KIND-….
queue-teams = Meine Teams
queue-mine = Mir zugewiesen
queue-unassigned = Nicht zugewiesen
queue-open = Alle offenen
queue-all = Alle
list-heading-teams = Offene { $names } meiner Teams
list-heading-mine = Mir zugewiesene offene { $names }
list-heading-unassigned = Nicht zugewiesene offene { $names }
list-heading-open = Alle offenen { $names }
list-heading-all = Alle { $names }
list-own-heading-teams = Offene { $names } meiner Teams
list-own-heading-mine = Mir zugewiesene offene { $names }
list-own-heading-unassigned = Nicht zugewiesene offene { $names }
list-own-heading-open = Meine offenen { $names }
list-own-heading-all = Meine { $names }
list-empty-heading = Hier sind keine { $names }
list-empty-teams = Ihre Teams haben keine offenen { $names }. Gute Arbeit.
list-empty-mine = Ihnen ist nichts zugewiesen. Bei den nicht zugewiesenen finden Sie, was als Nächstes ansteht.
list-empty-unassigned = Um alle offenen { $names } kümmert sich jemand.
list-empty-open = Es gibt keine offenen { $names }.
list-empty-all = Es gibt noch keine { $names }, oder keine, die Sie sehen dürfen.
list-empty-filtered = Keine { $names } passen zum Filter. Erweitern Sie ihn oder setzen Sie ihn zurück.
list-own-empty-teams = Ihre Teams haben keine offenen { $names }.
list-own-empty-mine = Ihnen ist nichts zugewiesen.
list-own-empty-unassigned = Um alle offenen { $names } kümmert sich jemand.
list-own-empty-open = Von Ihnen ist nichts offen.
list-own-empty-all = Keine der { $names } sind Ihre.
list-see-unassigned = Nicht zugewiesene zeigen
list-empty-clear = Filter zurücksetzen
list-filter-any = Beliebig

walk-back = Voriger in der Liste
walk-on = Nächster in der Liste
