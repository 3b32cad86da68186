# Was an einem Filter, einer Reihenfolge oder einer Gruppierung nicht stimmt, nach den Codes der API.
# Jeder Satz sagt, wo, und was zu tun ist.
fault-filter-too-long = Ein Filter hat höchstens { $most } Zeichen. Kürzen Sie ihn.
fault-filter-too-deep = Klammern gehen höchstens { $most } Ebenen tief. Sagen Sie es mit weniger.
fault-filter-too-many-conditions = Ein Filter hat höchstens { $most } Bedingungen. Lassen Sie einige weg.
fault-filter-too-many-values = Eine Liste hat höchstens { $most } Werte. Lassen Sie einige weg.
fault-filter-too-many-below = Darunter liegen mehr als { $most }. Wählen Sie eine tiefere Stelle.
fault-filter-too-slow = Die Suche danach dauerte zu lange und wurde beendet. Grenzen Sie den Filter ein, zum Beispiel auf ein Team oder auf Neueres.
fault-filter-character = „{ $found }“ an Zeichen { $place } bedeutet hier nichts. Setzen Sie Text in Anführungszeichen.
fault-filter-quote = Der Text, der an Zeichen { $place } beginnt, endet nicht. Schließen Sie die Anführungszeichen.
fault-filter-escape = Ein umgekehrter Schrägstrich an Zeichen { $place } steht vor etwas, zu dem er nicht passt. Schreiben Sie zwei für einen.
fault-filter-end-expected = An Zeichen { $place } folgt „{ $found }“ ohne and oder or. Verbinden Sie Bedingungen mit einem davon.
fault-filter-sign-expected = An Zeichen { $place } fehlt „{ $expected }“.
fault-filter-field-expected = An Zeichen { $place } fehlt ein Feld. Schreiben Sie eine Bedingung wie state = new.
fault-filter-operator-expected = { $near ->
    [yes] An Zeichen { $place } steht „{ $found }“, das ist kein Operator. Meinten Sie { $nearest }?
   *[no] An Zeichen { $place } fehlt ein Operator. Verwenden Sie einen von: { $options }.
}
fault-filter-value-expected = An Zeichen { $place } fehlt ein Wert.
fault-filter-text-expected = An Zeichen { $place } fehlt Text. Setzen Sie ihn in Anführungszeichen.
fault-filter-number-expected = An Zeichen { $place } wird eine ganze Zahl gebraucht.
fault-filter-number-between = An Zeichen { $place } wird eine ganze Zahl von { $least } bis { $most } gebraucht.
fault-filter-number-too-large = Die Zahl an Zeichen { $place } ist zu groß.
fault-filter-flag-expected = Geben Sie an Zeichen { $place } true oder false an.
fault-filter-moment-expected = An Zeichen { $place } wird ein Zeitpunkt gebraucht, etwa 2026-03-01, today oder -7d.
fault-filter-date = Das Datum an Zeichen { $place } gibt es nicht. Schreiben Sie es wie 2026-03-01.
fault-filter-direction = Die Zeitspanne an Zeichen { $place } braucht eine Richtung: - für früher, + für später.
fault-filter-minute-or-month = „m“ an Zeichen { $place } kann zweierlei heißen. Schreiben Sie min für Minuten oder mo für Monate.
fault-filter-unit = An Zeichen { $place } wird eine Einheit gebraucht: { $options }.
fault-filter-offset = An Zeichen { $place } wird eine Zeitspanne gebraucht, etwa 2d oder 90min.
fault-filter-offset-of-field = Neben einem Feld steht die Zeitspanne an Zeichen { $place } in Minuten, Stunden, Tagen oder Wochen.
fault-filter-field = { $near ->
    [yes] Ein Feld { $found } gibt es nicht. Meinten Sie { $nearest }?
   *[no] Ein Feld { $found } gibt es nicht. Prüfen Sie die Schreibweise.
}
fault-filter-operator = Was an Zeichen { $place } steht, passt nicht zu diesem Feld. Verwenden Sie eines von: { $options }.
fault-filter-option = { $near ->
    [yes] { $found } ist keines von { $options }. Meinten Sie { $nearest }?
   *[no] { $found } ist keines von { $options }.
}
fault-filter-no-such = Etwas namens „{ $found }“ gibt es hier nicht. Prüfen Sie die Schreibweise.
fault-filter-ambiguous = Mehrere heißen „{ $found }“. Verwenden Sie die E-Mail-Adresse oder die ID.
fault-filter-money-expected = An Zeichen { $place } wird ein Betrag gebraucht, etwa "12.50 EUR". Währungen: { $options }.
fault-filter-decimal-expected = An Zeichen { $place } wird eine Zahl gebraucht, mit höchstens { $digits } Stellen nach dem Punkt.
fault-too-many-to-sort = Mehr als { $most } Datensätze lassen sich danach nicht sortieren. Lassen Sie sort weg oder fragen Sie nach weniger.
fault-cursor-of-another = Dieser Seitenlink gehört zu einer anderen Liste. Beginnen Sie auf der ersten Seite.
fault-not-sortable = Nach { $field } lässt sich eine Liste nicht sortieren. Wählen Sie ein anderes Feld.
fault-sorted-twice = { $field } ist zweimal genannt. Nennen Sie es einmal.
fault-too-many-sorts = Eine Liste wird nach höchstens { $most } Feldern sortiert. Lassen Sie einige weg.
fault-not-groupable = Nach { $field } lässt sich nicht gruppieren. Wählen Sie ein Feld mit wenigen Werten oder einen Teil eines Zeitpunkts, etwa opened_at.month.

# Ein Export.
export-currency = Währung von { $of }
