# Personen aus einer Tabelle.
nav-people-import = Personen aus Tabelle
people-import-heading = Personen aus einer Tabelle
people-import-heading-of = { $total ->
    [one] Eine Tabelle mit einer Person
   *[other] Eine Tabelle mit { $total } Personen
}
people-import-lead = CSV mit Überschrift hochladen oder einfügen. Was aus jeder Zeile würde, ist zu sehen, bevor etwas geschieht. Ein Passwort bekommt dadurch niemand.
people-import-file = CSV-Datei
people-import-table = Oder hier einfügen
people-import-table-hint = Spalten, in beliebiger Reihenfolge: E-Mail, Name (oder Vorname und Nachname), Rolle, Team, Firma, Standort, Abteilung, Sprache. Nur die Adresse ist nötig. Mehrere Rollen oder Teams stehen zwischen Strichpunkten.
people-import-create = Teams, Standorte und Abteilungen anlegen, die es noch nicht gibt
people-import-look = Erst ansehen
people-import-sample = Ein Beispiel
people-import-another = Eine andere Tabelle
people-import-lead-draft = Das würde geschehen. Noch ist nichts aufgenommen; nach einer Woche wird die Tabelle vergessen.
people-import-lead-nothing = Es gibt nichts aufzunehmen.
people-import-lead-running = Sie wird aufgenommen. Diese Seite darf verlassen werden.
people-import-lead-done = Sie ist aufgenommen. Was abgelehnt wurde, steht hier; nach dem Berichtigen die Tabelle noch einmal aufnehmen, der Rest bleibt, wie er ist.
people-import-lead-other = Das würde geschehen.
people-import-ignored = Nicht verwendete Spalten: { $columns }.
people-import-run = { $n ->
    [one] Eine Person aufnehmen
   *[other] { $n } Personen aufnehmen
}
people-import-drop = Wegwerfen
people-import-dropped = Die Tabelle ist weggeworfen.
people-import-none = Keine Zeilen
people-import-none-text = Daraus wurde keine Zeile.
people-import-would-new = Neu
people-import-would-changed = Würde geändert
people-import-would-unchanged = Unverändert
people-import-would-refused = Abgelehnt
people-import-became-new = Aufgenommen
people-import-became-changed = Geändert
people-import-became-unchanged = Unverändert
people-import-became-refused = Abgelehnt
people-import-column-line = Zeile
people-import-column-name = Name
people-import-column-email = E-Mail-Adresse
people-import-column-outcome = Ergebnis
people-import-column-changes = Was sich ändert
people-import-column-reason = Grund
people-import-makes = { $said } (wird angelegt: { $made })
people-import-field-row = Zeile
people-import-field-name = Name
people-import-field-email = E-Mail-Adresse
people-import-field-role = Rolle
people-import-field-team = Team
people-import-field-company = Firma
people-import-field-location = Standort
people-import-field-department = Abteilung
people-import-field-language = Sprache
people-import-field-other = Zeile

person-name = Name
person-email = E-Mail-Adresse
person-company = Unternehmen
person-location = Standort
person-department = Abteilung
person-language = Sprache
person-language-any = Wie der Browser es wünscht
person-time-zone = Zeitzone
person-time-zone-hint = Leer für die der Organisation.
person-works-for = Arbeitet auch für
person-works-for-hint = Was eine Rolle im Unternehmen erreicht, erreicht sie auch dort.
person-edit = Bearbeiten
person-edit-hint = Mit einem anderen Unternehmen werden Standort und Abteilung neu gewählt.
person-edited = Gespeichert.
person-own = Sprache und Zeitzone
person-edit-own = Sprache und Zeitzone ändern
