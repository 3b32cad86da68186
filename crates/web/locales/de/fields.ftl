# Eigene Felder, für die Verwaltung.
fields-heading = Eigene Felder
fields-lead = Felder nach Ihrem Bedarf. Listen, Formulare, Filter, API und Verläufe behandeln sie wie die vorhandenen.
fields-none = Hier gibt es noch keine eigenen Felder.
fields-label = Bezeichnung
fields-code = Code
fields-holds = Inhalt
fields-readers = Wer es liest
fields-asked = Gefragt in
fields-rules = Je Status
fields-order = Reihenfolge
fields-up = { $field } nach oben
fields-down = { $field } nach unten
fields-retired = Stillgelegt
fields-add = Feld anlegen
fields-save = Speichern
fields-new-of = Neues Feld: { $kind }
fields-new = Neues Feld: { $type }
fields-new-lead = Für { $kind }. Code und Art bleiben nach dem Anlegen, wie sie sind; alles andere lässt sich ändern.
fields-edit-lead = { $type } für { $kind }, für Programme { $code }.
fields-type-lead = Was soll das Feld enthalten?
fields-label-in = Bezeichnung ({ $language })
fields-help-in = Hilfe ({ $language })
fields-code-hint = Der Name in API und Exporten, etwa cost_centre. Er wird nie für ein anderes Feld verwendet.
fields-default = Wenn nichts angegeben ist
fields-default-hint = Was ein neuer Eintrag enthält, wenn niemand etwas anderes sagt. Leer für nichts.
fields-default-hint-choice = Der Code einer Option. Leer für nichts.
fields-default-hint-multi-choice = Codes von Optionen, mit Kommas dazwischen. Leer für nichts.
fields-default-hint-flag = true oder false. Leer für keines von beiden.
fields-default-hint-date = Ein Tag wie 2026-03-29. Leer für nichts.
fields-default-hint-money = Ein Betrag wie 12.50 EUR. Leer für nichts.
fields-longest = Längster Text, in Zeichen
fields-scale = Nachkommastellen
fields-scale-hint = 0 für ganze Zahlen, höchstens 6. Das bleibt nach dem Anlegen, wie es ist.
fields-bound-least = Kleinste Zahl
fields-bound-most = Größte Zahl
fields-currencies = Währungen
fields-currencies-hint = Codes wie EUR, USD. Der erste ist der übliche.
fields-options = Optionen
fields-options-hint = Eine je Zeile: ihr Code, dann ihre Bezeichnungen: Code | { $languages }. Was Sie entfernen, wird nicht mehr angeboten; Einträge, die es enthalten, behalten es.
fields-options-kept = Nicht mehr angeboten: { $codes }.
fields-options-line = Zeile { $line }: { $why }
fields-where = Wo
fields-asked-hint = Was ein Status verlangt, fragt jeder Schritt dorthin.
fields-audience-public = Alle, die den Eintrag lesen
fields-audience-internal = Nur die Support-Seite
fields-rule-free = Nach Belieben
fields-rule-required = Erforderlich
fields-rule-read-only = Nur lesen
fields-rule-hidden = Ausgeblendet
fields-preview = Vorschau
fields-preview-hint = So sieht es in einem Formular aus.
fields-retire = Dieses Feld stilllegen
fields-retire-hint = Kein Formular, keine Liste und keine Seite zeigt es mehr. Was Einträge darin enthalten, bleibt in ihren Verläufen, und der Code bleibt vergeben.
fields-restore = Dieses Feld wieder verwenden
fields-restore-hint = Es kommt mit allem zurück, was Einträge darin enthalten.
fields-effects = Das würde sich auf Einträge auswirken. Noch ist nichts gespeichert.
fields-effect-other = Es ändert mehr, als hier zu sehen ist.
fields-effect-retired = { $count ->
    [0] Kein Eintrag enthält etwas darin.
    [one] Ein Eintrag enthält etwas darin.
   *[other] { $shown } Einträge enthalten etwas darin.
}
fields-effect-retired-some = Wie viele Einträge etwas darin enthalten, wird nicht gezählt: Es enthält lange Texte.
fields-effect-restored = { $count ->
    [0] Kein Eintrag enthält etwas darin.
    [one] Ein Eintrag enthält etwas darin, das dann wieder zu sehen ist.
   *[other] { $shown } Einträge enthalten etwas darin, das dann wieder zu sehen ist.
}
fields-effect-restored-some = Wie viele Einträge etwas darin enthalten, wird nicht gezählt: Es enthält lange Texte.
fields-effect-required = { $count ->
    [one] { $about }: Ein Eintrag enthält nichts darin. Er verlässt den Status erst, wenn es jemand ausfüllt.
   *[other] { $about }: { $shown } Einträge enthalten nichts darin. Sie verlassen den Status erst, wenn es jemand ausfüllt.
}
fields-effect-read-only = { $count ->
    [one] { $about }: In einem Eintrag lässt es sich nicht mehr ändern, solange er in diesem Status ist.
   *[other] { $about }: In { $shown } Einträgen lässt es sich nicht mehr ändern, solange sie in diesem Status sind.
}
fields-effect-hidden = { $count ->
    [one] { $about }: Ein Eintrag enthält etwas darin, das seine Seite nicht mehr zeigt.
   *[other] { $about }: { $shown } Einträge enthalten etwas darin, das ihre Seiten nicht mehr zeigen.
}
fields-effect-option = { $count ->
    [one] { $about }: Ein Eintrag enthält diese Option. Er behält sie; niemand kann sie mehr wählen.
   *[other] { $about }: { $shown } Einträge enthalten diese Option. Sie behalten sie; niemand kann sie mehr wählen.
}
fields-effect-audience-internal = { $count ->
    [one] Ein Eintrag enthält etwas darin, das dann nur noch die Support-Seite liest.
   *[other] { $shown } Einträge enthalten etwas darin, das dann nur noch die Support-Seite liest.
}
fields-effect-audience-public = { $count ->
    [one] Ein Eintrag enthält etwas darin, das dann alle lesen, die den Eintrag lesen.
   *[other] { $shown } Einträge enthalten etwas darin, das dann alle lesen, die den Eintrag lesen.
}
fields-effect-outside = { $count ->
    [one] Ein Eintrag enthält eine Zahl außerhalb dieser Grenzen. Er behält sie, bis jemand sie ändert.
   *[other] { $shown } Einträge enthalten eine Zahl außerhalb dieser Grenzen. Sie behalten sie, bis jemand sie ändert.
}
fields-effect-shorter = { $count ->
    [one] Ein Eintrag enthält etwas darin. Ist es länger, bleibt es, bis jemand es ändert.
   *[other] { $shown } Einträge enthalten etwas darin. Was länger ist, bleibt, bis jemand es ändert.
}
fields-effect-shorter-some = Was in Einträgen länger ist, bleibt, bis jemand es ändert.
fields-effect-currency = { $count ->
    [one] Ein Eintrag enthält einen Betrag in { $about }. Er behält ihn, bis jemand ihn ändert.
   *[other] { $shown } Einträge enthalten einen Betrag in { $about }. Sie behalten ihn, bis jemand ihn ändert.
}
fields-no-history = Darüber ist noch nichts aufgeschrieben.
fields-option-kept = { $option } (nicht mehr angeboten)
fields-part-other = Anderes
fields-part-type = Inhalt
fields-part-most = Längstes oder Größtes
fields-part-least = Kleinstes
fields-part-scale = Nachkommastellen
fields-part-currencies = Währungen
fields-part-audience = Wer es liest
fields-part-label = Bezeichnung
fields-part-help = Hilfe
fields-part-option = Optionen
fields-part-option-label = Bezeichnung einer Option
fields-part-rule = Je Status
fields-part-form = Gefragt in
fields-part-default = Wenn nichts angegeben ist
fields-part-active = In Gebrauch
fields-added = { $field } ist angelegt.
fields-saved = { $field } ist gespeichert.
fields-retired-now = { $field } ist stillgelegt.
fields-restored-now = { $field } ist wieder in Gebrauch.
fields-ordered = Die Reihenfolge ist gespeichert.

fields-type-line = Text, eine Zeile
fields-type-prose = Text, lang
fields-type-number = Zahl
fields-type-money = Geld
fields-type-date = Datum
fields-type-instant = Datum und Uhrzeit
fields-type-choice = Auswahl, eine
fields-type-multi-choice = Auswahl, mehrere
fields-type-flag = Ja oder nein
fields-type-person = Person
fields-type-team = Team
fields-type-company = Firma
fields-type-service = Service
fields-type-location = Standort
fields-type-url = Webadresse
fields-type-hint-line = Ein Name, eine Seriennummer, ein Zeichen.
fields-type-hint-prose = Absätze, mit Markdown.
fields-type-hint-number = Ganz oder mit Nachkommastellen, zwischen zwei Grenzen.
fields-type-hint-money = Ein Betrag in einer der Währungen, die Sie zulassen.
fields-type-hint-date = Ein Tag ohne Uhrzeit, in jeder Zeitzone derselbe.
fields-type-hint-instant = Ein Zeitpunkt, den alle nach ihrer eigenen Uhr lesen.
fields-type-hint-choice = Eine der Optionen, die Sie aufschreiben.
fields-type-hint-multi-choice = Beliebige der Optionen, die Sie aufschreiben.
fields-type-hint-flag = Ja, nein, oder nichts gesagt.
fields-type-hint-person = Jemand, den man hier kennt.
fields-type-hint-team = Eines der Teams.
fields-type-hint-company = Eine der betreuten Firmen.
fields-type-hint-service = Einer der Services.
fields-type-hint-location = Einer der Standorte.
fields-type-hint-url = Ein Verweis auf eine Seite im Web.
did-log-create-field = hat ein eigenes Feld angelegt
did-log-edit-field = hat ein eigenes Feld geändert
did-log-retire-field = hat ein eigenes Feld stillgelegt
did-log-restore-field = hat ein eigenes Feld zurückgeholt
did-log-order-fields = hat eigene Felder geordnet
