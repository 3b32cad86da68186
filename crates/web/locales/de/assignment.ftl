# Wer einen neu eröffneten Vorgang bekommt.
nav-assignment = Zuweisung
assignment-heading = Zuweisung
assignment-lead = Wer einen neu eröffneten Vorgang bekommt. Die Regeln werden von oben nach unten durchgegangen, und der ersten, deren Bedingung zutrifft, wird gefolgt. Nichts geschieht, wo jemand von Hand ein Team genannt hat oder keine Regel zutrifft. Eine Änderung gilt sofort für alles, was danach eröffnet wird.
assignment-kinds = Arten von Vorgängen
assignment-rules = Regeln
assignment-none = Es gibt noch keine Regeln. Was eröffnet wird, bleibt ohne Team, bis ihm jemand eines gibt.
assignment-add = Regel hinzufügen
assignment-new = Neue Regel: { $kind }
assignment-form-lead = Für welche Vorgänge sie gilt und wer sie bekommt. Sehen Sie vor dem Speichern, was sie täte.
assignment-name = Name
assignment-condition = Bedingung
assignment-condition-hint = Ein Filter wie bei Listen, etwa service = "E-mail" and priority <= 2. Leer heißt jeder Vorgang.
assignment-askable = Wonach eine Bedingung fragen kann
assignment-whom = Wer ihn bekommt
assignment-team-choose = Team wählen
assignment-gives = Im Team
assignment-gives-hint = Wer abwesend ist oder solche Vorgänge nicht bearbeiten darf, wird übergangen. Bleibt niemand übrig, geht er an das Team.
assignment-gives-team = Noch niemand: das Team nimmt ihn sich
assignment-gives-person = Eine Person
assignment-gives-round-robin = Reihum
assignment-gives-least-load = Wer die wenigsten offenen hat
assignment-person = Person
assignment-person-hint = Nur, wenn er an eine Person geht.
assignment-active = In Gebrauch
assignment-save = Speichern
assignment-saved = „{ $rule }“ gilt ab jetzt.
assignment-moved = „{ $rule }“ wurde verschoben.
assignment-removed = „{ $rule }“ ist weg.
assignment-try = Ansehen, was sie täte
assignment-turn-off = Ausschalten
assignment-turn-on = Einschalten
assignment-remove = Löschen
assignment-remove-hint = Die Regel ist endgültig weg. Was sie zugewiesen hat, bleibt, wo es ist.
assignment-remove-now = Regel löschen
assignment-always = Jeder Vorgang
assignment-goes-team = { $team }, noch niemand
assignment-goes-person = { $person } in { $team }
assignment-goes-round-robin = { $team }, reihum
assignment-goes-least-load = { $team }, wer die wenigsten offenen hat
assignment-state-on = In Gebrauch
assignment-state-off = Aus
assignment-state-broken = Nicht brauchbar
assignment-team-gone = Ihr Team arbeitet nicht mehr. Wählen Sie ein anderes.
assignment-to-person = { $person }
assignment-to-team = das Team
assignment-open = { $count ->
    [one] { $count } offen
   *[other] { $count } offen
}
assignment-person-away = Abwesend
assignment-person-idle = Bearbeitet solche nicht
assignment-person-next = Als Nächstes dran

assignment-preview = Was sie täte
assignment-preview-holds = { $looked ->
    [0] Es gibt noch keine { $names }, die gezählt werden könnten.
    [one] Die Bedingung trifft auf { $holds } von { $looked } zuletzt eröffneten { $names } zu, so wie sie jetzt sind.
   *[other] Die Bedingung trifft auf { $holds } von { $looked } zuletzt eröffneten { $names } zu, so wie sie jetzt sind.
}
assignment-preview-first = { $count ->
    [one] { $count } davon ginge an „{ $rule }“, die davor kommt.
   *[other] { $count } davon gingen an „{ $rule }“, die davor kommt.
}
assignment-preview-gets = { $count ->
    [0] Sie bekäme keinen davon.
    [one] Sie bekäme { $count } davon.
   *[other] Sie bekäme { $count } davon.
}
assignment-preview-sight = Gezählt wird nur, was Sie ganz lesen dürfen. Was vertraulich ist und was Sie nicht sehen, fehlt hier; die Regel bekommt es trotzdem.
assignment-examples = Beispiele und wer sie jetzt bekäme
assignment-preview-team = Das Team jetzt

assignment-trial = Was würde geschehen?
assignment-trial-hint = Zeigt, welche Regel auf einen Vorgang zutrifft, so wie er jetzt ist, und warum die davor nicht. Geändert wird nichts.
assignment-trial-number = Nummer
assignment-trial-ask = Zeigen
assignment-trial-gives = „{ $rule }“ trifft zu: er ginge an { $whom }.
assignment-trial-none = Keine Regel trifft zu: er bliebe, wie er ist.
assignment-trial-because = Das trifft nicht zu:
assignment-outcome-gives = Wird befolgt
assignment-outcome-later = Trifft auch zu
assignment-outcome-fails = Trifft nicht zu
assignment-outcome-off = Aus
assignment-outcome-broken = Nicht brauchbar
assignment-outcome-no-team = Nicht brauchbar

assignment-load = Wer wie viele offen hat
assignment-load-hint = Die Teams, an die Regeln etwas geben. Gezählt wird alles von dieser Art, was jemand offen hat, gleich in welchem Team.
assignment-load-none = In diesem Team ist niemand.
assignment-history = Letzte Änderungen
assignment-history-none = Noch hat niemand die Regeln geändert.
assignment-log = Alle Änderungen von Einstellungen ansehen

did-log-create-assignment-rule = hat eine Zuweisungsregel hinzugefügt
did-log-edit-assignment-rule = hat eine Zuweisungsregel geändert
did-log-order-assignment-rules = hat die Zuweisungsregeln geordnet
did-log-remove-assignment-rule = hat eine Zuweisungsregel gelöscht
log-value-condition = Bedingung
log-value-condition-before = Bedingung vorher
log-value-gives = Geht an
log-value-gives-before = Ging an
log-value-team-before = Team vorher
log-value-person-before = Person vorher
log-value-active-before = In Gebrauch vorher
log-value-order = Reihenfolge
log-value-order-before = Reihenfolge vorher
log-flag-1 = ja
log-flag-0 = nein
log-flag-true = ja
log-flag-false = nein
log-gives-team = noch niemanden
log-gives-person = eine Person
log-gives-round-robin = reihum
log-gives-least-load = wer die wenigsten offenen hat

fault-filter-me = Eine Regel fragt für niemand Bestimmten: Niemand ist darin „me“. Nennen Sie die Person oder das Team.
fault-not-in-team = Sie gehört nicht zu diesem Team. Wählen Sie jemanden aus dem Team, oder nehmen Sie sie erst auf.
fault-each-rule-once = Nennen Sie jede Regel dieser Art einmal, auch die ausgeschalteten.
fault-inside-only = Das Innere hiervon dürfen Sie nicht lesen, und welche Regel zutrifft, würde es verraten.
refused-rules-over = Das ist vorbei; es gibt niemanden, der es bekäme.
refused-rules-none = Keine Zuweisungsregel trifft hierauf zu. Weisen Sie es von Hand zu.

organ-assignment = Zuweisungsregeln
assignment-organ-lead = Gibt ihn, wem die Regeln ihn jetzt geben, als wäre er gerade eröffnet worden.
verb-assign-by-rules = Nach Regeln zuweisen
done-assign-by-rules = { $number } ging an den, den die Regeln nennen.
did-assign-by-rules = hat dies nach Regeln zugewiesen
fact-assigned-by-rule = Regel
assignment-told-team = { $rule }: an das Team
assignment-told-person = { $rule }: an eine Person
assignment-told-round-robin = { $rule }: reihum
assignment-told-least-load = { $rule }: an den mit den wenigsten offenen
assignment-told-nobody-there = { $rule }: an das Team, denn niemand war da
