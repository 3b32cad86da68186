# Alle Einstellungen als ein Text.
nav-baseline = Einstellungen als Datei
baseline-heading = Einstellungen als Datei
baseline-lead = Alles, was die Verwaltung einstellt, als ein Text: zum Aufheben, zum Vergleichen und um eine andere Installation gleich einzurichten. Passwörter, Token, Schlüssel und Personen stehen nicht darin.
baseline-download = Alle Einstellungen herunterladen
baseline-file = Eine Datei mit Einstellungen
baseline-text = Oder der Text selbst
baseline-text-hint = Er kann auch nur einige Abschnitte enthalten. Was er nicht nennt, bleibt, wie es ist.
baseline-everything = Er sagt alles: Was seine Abschnitte nicht nennen, wird entfernt oder stillgelegt
baseline-reason = Warum
baseline-reason-hint = Nur nötig, wo eine kürzere Aufbewahrung sofort etwas löscht.
baseline-look = Ansehen, was sich ändern würde
baseline-apply = So ändern
baseline-nothing = Nichts würde sich ändern: Alles ist schon so.
baseline-steps = { $count ->
    [one] Eine Sache würde sich ändern. Noch ist nichts geändert.
   *[other] { $count } Dinge würden sich ändern. Noch ist nichts geändert.
}
baseline-applied = { $count ->
    [0] Nichts musste geändert werden.
    [one] Eine Sache wurde geändert.
   *[other] { $count } Dinge wurden geändert.
}
baseline-problem = { $part }: { $why }
baseline-problem-line = Zeile { $line }, { $part }: { $why }
baseline-does-add = Neu
baseline-does-change = Geändert
baseline-does-take = Entfernt
baseline-does-order = Reihenfolge
baseline-section-organisation = Organisation
baseline-section-company = Unternehmen
baseline-section-site = Standort
baseline-section-department = Abteilung
baseline-section-team = Team
baseline-section-escalation = Eskalation des Teams
baseline-section-service = Service
baseline-section-category = Kategorie
baseline-section-choice = Auswahl
baseline-section-priority = Prioritäten
baseline-section-role = Rolle
baseline-section-second-factor = Wer einen zweiten Faktor braucht
baseline-section-field = Eigenes Feld
baseline-section-closing = Schließen
baseline-section-retention = Aufbewahrung
baseline-section-assignment-rule = Zuweisungsregel
fault-not-toml = Das ist kein TOML: { $what }
fault-baseline-form = Schreiben Sie form = { $form } an den Anfang: Die Datei hat eine Form, die dieses Programm nicht kennt.
fault-no-such-section = Diesen Abschnitt gibt es nicht. Es gibt: { $known }
fault-section-form = Schreiben Sie ihn als { $form }, jede Einstellung auf einer Zeile darunter.
fault-baseline-value = Schreiben Sie es so: { $form }
fault-permission-line = Schreiben Sie Art, Tätigkeit und Reichweite mit Leerzeichen dazwischen, etwa „incident read team“. Hier steht: { $text }
refused-baseline-changed = Die Einstellungen haben sich geändert, seit Sie nachgesehen haben. Sehen Sie noch einmal nach.
refused-baseline-too-large = Es sind zu viele Einträge für eine Datei. Stellen Sie sie auf ihren Seiten ein.
