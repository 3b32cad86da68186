# Was jeder Eintrag hat: Verknüpfungen, Beobachter, Schlagworte, Aufgaben, Aufwand, Erinnerungen.

# Ablehnungen.
fault-itself = Das ist derselbe Eintrag. Nennen Sie einen anderen.
fault-linked = Diese beiden sind schon so verknüpft.
fault-circle = Das würde im Kreis führen. Wählen Sie eine andere Beziehung, oder lösen Sie zuerst eine Verknüpfung der Kette.
fault-too-many-links = Einer davon hat schon { $most } Verknüpfungen. Lösen Sie zuerst einige.
fault-does-not-read = Diese Person darf keine Einträge dieser Art lesen. Wählen Sie jemanden, der es darf.
refused-link-too-far = Hier hängt zu viel zusammen, um zu sagen, ob es ein Kreis würde. Lösen Sie zuerst einige Verknüpfungen.
refused-watch-restricted = Dieser Eintrag ist geschützt, und Beobachten würde ihn zeigen. Hier kann niemand hinzugefügt werden.
refused-too-many-watchers = Das beobachten schon zu viele. Entfernen Sie zuerst jemanden.
fault-too-many-tags = Er hat schon { $most } Schlagworte. Entfernen Sie zuerst einige.
fault-too-many-tasks = Er hat schon { $most } Aufgaben. Erledigen Sie einige oder fassen Sie sie zusammen.
refused-task-of-ended = Der Eintrag ist beendet und mit ihm seine Aufgaben. Öffnen Sie ihn zuerst wieder.
refused-task-is-open = Diese Aufgabe ist schon offen.
refused-task-is-over = Diese Aufgabe ist erledigt oder entfallen. Öffnen Sie sie zuerst wieder.
refused-task-waits = Diese Aufgabe ist noch nicht an der Reihe: Erledigen Sie zuerst die Aufgaben der Stufen davor.
refused-tasks-open = Aufgaben, die zuerst erledigt sein müssen, sind noch offen. Erledigen Sie sie oder lassen Sie sie entfallen, und versuchen Sie es dann noch einmal.
fault-minutes-or-cost = Geben Sie Minuten, Kosten oder beides an.
fault-only-your-own = Sie können nur eigenen Aufwand buchen. Lassen Sie die Person weg.
fault-too-many-entries = Es gibt hier schon { $most } Buchungen. Fassen Sie einige zusammen.
refused-booking-not-yours = Das hat jemand anderes gebucht, oder es ist mehr als einen Tag her. Bitten Sie die Teamleitung, es zu berichtigen.

# Abschnitte der Seite eines Eintrags.
organ-links = Verknüpfungen
organ-none-links = Noch mit nichts verknüpft.
organ-watchers = Beobachter
organ-none-watchers = Das beobachtet niemand.
organ-you-watch = Sie beobachten das.
organ-tags = Schlagworte
organ-none-tags = Noch keine Schlagworte.
organ-tasks = Aufgaben
organ-none-tasks = Noch keine Aufgaben.
organ-effort = Aufwand und Kosten
organ-none-effort = Noch nichts gebucht.

# Wie ein Eintrag zu einem anderen steht.
relation-relates-to = gehört zu
relation-causes = verursacht
relation-caused-by = verursacht durch
relation-duplicates = Duplikat von
relation-duplicated-by = hat als Duplikat
relation-blocks = blockiert
relation-blocked-by = blockiert durch
relation-child-of = Teil von
relation-parent-of = umfasst
relation-resolves = löst
relation-resolved-by = gelöst durch

state-task-open = Offen
state-task-waits = Noch nicht an der Reihe
state-task-done = Erledigt
state-task-skipped = Entfallen
task-mandatory = Muss zuerst erledigt sein
task-stage = { $stage }.
effort-billable = Abrechenbar
effort-time = { $hours ->
    [0] { $minutes } Min.
   *[other] { $hours } Std. { $minutes } Min.
}
effort-of-it-billable = davon abrechenbar { $time }

# Felder.
field-relation = Wie er zum anderen steht
field-person = Person
field-tag = Schlagwort
field-stage = Stufe
field-mandatory = Muss vor der Lösung erledigt sein
field-due-at = Fällig
field-minutes = Minuten
field-spent-on = Tag
field-billable = Abrechenbar
field-cost = Kosten
ask-organ-book-currency = Währung
hint-organ-link-number = Die Nummer irgendeines Eintrags, etwa INC0000042.
hint-organ-add-watcher-person = Name oder E-Mail-Adresse. Die Person wird diesen Eintrag sehen.
hint-organ-add-task-stage = Aufgaben einer Stufe laufen nebeneinander; jede Stufe wartet auf die davor.
hint-organ-edit-task-stage = Aufgaben einer Stufe laufen nebeneinander; jede Stufe wartet auf die davor.
hint-organ-add-task-assignee = Name oder E-Mail-Adresse.
hint-organ-edit-task-assignee = Name oder E-Mail-Adresse.
hint-organ-book-spent-on = Etwa 2026-03-29. Leer heißt heute.
hint-organ-book-person = Leer heißt Sie selbst.
hint-organ-book-cost = Mit Nachkommastellen, etwa 12,50.
hint-organ-book-currency = Drei Buchstaben, etwa EUR.

# Knöpfe.
verb-link = Verknüpfen
verb-unlink = Verknüpfung lösen
verb-watch = Beobachten
verb-unwatch = Nicht mehr beobachten
verb-add-watcher = Beobachter hinzufügen
verb-remove-watcher = Entfernen
verb-tag = Schlagwort hinzufügen
verb-untag = Entfernen
verb-add-task = Aufgabe hinzufügen
verb-edit-task = Bearbeiten
verb-complete-task = Erledigt
verb-skip-task = Entfällt
verb-reopen-task = Wieder öffnen
verb-book = Aufwand buchen
verb-remove-booking = Zurücknehmen
submit-edit-task = Speichern
submit-book = Buchen
submit-add-watcher = Hinzufügen
submit-tag = Hinzufügen

# Was getan wurde, gleich danach.
done-link = { $number } ist verknüpft.
done-unlink = Die Verknüpfung ist gelöst.
done-watch = Sie beobachten { $number }.
done-unwatch = Sie beobachten { $number } nicht mehr.
done-add-watcher = Die Person beobachtet jetzt.
done-remove-watcher = Die Person beobachtet nicht mehr.
done-tag = { $number } hat das Schlagwort.
done-untag = Das Schlagwort ist entfernt.
done-add-task = Die Aufgabe ist hinzugefügt.
done-edit-task = Die Aufgabe ist gespeichert.
done-complete-task = Die Aufgabe ist erledigt.
done-skip-task = Die Aufgabe entfällt.
done-reopen-task = Die Aufgabe ist wieder offen.
done-book = Der Aufwand ist gebucht.
done-remove-booking = Die Buchung ist zurückgenommen.

# Was getan wurde, im Verlauf.
did-link = hat das verknüpft
did-unlink = hat eine Verknüpfung gelöst
did-watch = hat jemanden beobachten lassen
did-unwatch = hat das Beobachten beendet
did-tag = hat ein Schlagwort hinzugefügt
did-untag = hat ein Schlagwort entfernt
did-add-task = hat eine Aufgabe hinzugefügt
did-edit-task = hat eine Aufgabe geändert
did-complete-task = hat eine Aufgabe erledigt
did-skip-task = hat eine Aufgabe entfallen lassen
did-reopen-task = hat eine Aufgabe wieder geöffnet
did-book = hat Aufwand gebucht
did-correct-booking = hat eine Buchung berichtigt
did-remove-booking = hat eine Buchung zurückgenommen
fact-link = Verknüpfung
fact-watcher = Beobachter
fact-tag = Schlagwort
fact-task = Aufgabe
fact-effort = Aufwand

fault-time-of-day = Das ist keine Uhrzeit. Schreiben Sie sie wie 08:30.
fault-too-many-reminders = Sie haben schon { $most } künftige Erinnerungen. Nehmen Sie zuerst einige zurück.
refused-repeat-restricted = Dieser Eintrag ist geschützt; was wiederkehrt, wäre es nicht. Er kann keine Vorlage sein.
refused-split-restricted = Dieser Eintrag ist geschützt; was abgetrennt wird, wäre es nicht. Legen Sie stattdessen einen neuen an.
why-hold-until = Der Zeitpunkt, bis zu dem gewartet wurde, ist da.
why-recurring = Das kehrt von selbst wieder.
why-recurring-late = Das kehrt von selbst wieder und war früher fällig, als nichts lief.
field-at = Wann
field-every = Alle
field-unit = Einheit
field-starts-on = Erster Tag
field-at-time = Uhrzeit
field-zone = Zeitzone
unit-day = Tage
unit-week = Wochen
unit-month = Monate
did-repeat = lässt das wiederkehren
did-pause-repeat = hat die Wiederkehr angehalten
did-resume-repeat = hat die Wiederkehr fortgesetzt
did-end-repeat = hat die Wiederkehr beendet

organ-away = { $name } ist abwesend bis { $until }
away-hand-over = An { $name } geben, in Vertretung
organ-reminders = Erinnerung
organ-only-yours = Diese sehen nur Sie.
organ-recurrences = Wiederkehr
reminder-plain = Erinnerung
reminder-come = Jetzt
repeat-rule-day = { $every ->
    [one] Jeden Tag
   *[other] Alle { $every } Tage
} um { $time }, { $zone }
repeat-rule-week = { $every ->
    [one] Jede Woche
   *[other] Alle { $every } Wochen
} um { $time }, { $zone }
repeat-rule-month = { $every ->
    [one] Jeden Monat
   *[other] Alle { $every } Monate
} um { $time }, { $zone }
repeat-paused = Angehalten
repeat-fault = Das letzte Mal ließ sich nicht eröffnen
repeat-missed = { $count ->
    [one] ein früheres Mal wurde versäumt
   *[other] { $count } frühere Male wurden versäumt
}
verb-remind = Erinnern
verb-remove-reminder = Entfernen
verb-repeat = Wiederkehren lassen
verb-pause-repeat = Anhalten
verb-resume-repeat = Fortsetzen
verb-end-repeat = Beenden
submit-remind = Erinnerung setzen
submit-repeat = Einrichten
done-remind = Sie werden erinnert.
done-remove-reminder = Die Erinnerung ist entfernt.
done-repeat = Weitere Einträge wie { $number } werden immer wieder eröffnet.
done-pause-repeat = Es ruht.
done-resume-repeat = Es geht weiter.
done-end-repeat = Es kehrt nicht mehr wieder.
verb-hint-repeat = Jedes Mal wird ein weiterer Eintrag wie dieser eröffnet, mit dem, was jetzt hier steht.
hint-organ-repeat-starts-on = Etwa 2026-03-29. Leer heißt heute.
hint-organ-repeat-at-time = Etwa 08:30. Leer heißt die jetzige Uhrzeit.
hint-organ-repeat-zone = Etwa Europe/Berlin. Leer heißt Ihre.
hint-organ-repeat-title = Kann {"{date}"}, {"{week}"}, {"{month}"} oder {"{year}"} enthalten. Leer heißt der Titel dieses Eintrags.
fact-repeat = Wiederkehr
fault-before-start = Das liegt vor dem Anfang. Wählen Sie einen späteren Zeitpunkt.
fault-overlaps = Zu dieser Zeit sind Sie schon abwesend. Nehmen Sie zuerst die andere Abwesenheit zurück.
fault-yourself = Jemand anderes muss vertreten. Nennen Sie eine andere Person.
field-from = Von
field-stand-in = Vertretung

nav-tasks = Aufgaben
nav-reminders = Erinnerungen
reminders-lead = Diese sehen nur Sie.
reminders-due = Jetzt
reminders-to-come = Demnächst
reminders-none-due = Gerade ist an nichts zu denken.
reminders-none-to-come = Keine. Auf der Seite jedes Eintrags lässt sich eine setzen.
recurrences-lead = Einträge, die immer wieder eröffnet werden. Einrichten lässt sich das auf der Seite des Eintrags, der als Vorlage dient.
recurrences-planned = Geplant
recurrences-none = Noch kehrt nichts wieder.
absences = Abwesenheit
absences-lead = Sagen Sie, wann Sie abwesend sind und wer Sie vertritt. Diese Person wird an Ihrer Stelle benachrichtigt.
absences-mine = Wann Sie abwesend sind
absences-none = Sie haben keine Abwesenheit angekündigt.
absences-away = Wer gerade abwesend ist
absences-nobody = Niemand, soweit Sie es wissen dürfen.
absence-plain = Abwesend
absence-stand-in = { $name } vertritt
verb-announce-absence = Abwesenheit ankündigen
verb-remove-absence = Zurücknehmen
done-announce-absence = Ihre Abwesenheit ist angekündigt.
done-remove-absence = Ihre Abwesenheit ist zurückgenommen.
submit-announce-absence = Ankündigen
hint-organ-announce-absence-stand-in = Name oder E-Mail-Adresse.
tasks-heading-mine = Meine offenen Aufgaben
tasks-heading-teams = Offene Aufgaben meiner Teams
tasks-heading-mine-over = Meine beendeten Aufgaben
tasks-heading-teams-over = Beendete Aufgaben meiner Teams
tasks-queue-mine = Meine
tasks-queue-teams = Meine Teams
tasks-queue-mine-over = Meine, beendet
tasks-queue-teams-over = Meine Teams, beendet
tasks-empty = Keine Aufgaben hier
tasks-empty-mine = Nichts wartet auf Sie.
tasks-empty-teams = Nichts wartet auf Ihre Teams.
tasks-empty-mine-over = Sie haben noch keine Aufgabe beendet.
tasks-empty-teams-over = Ihre Teams haben noch keine Aufgabe beendet.
task-state = Stand
task-of-unseen = Teil eines Eintrags, den Sie nicht sehen dürfen
field-record = Teil von
