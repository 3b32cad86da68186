# Dasselbe mit vielen Datensätzen tun: auswählen, Vorschau, wie weit es ist und was daraus wurde.
bulk-selected = { $n } ausgewählt
bulk-all = Alle dieser Liste
bulk-all-counted = Alle { $total } dieser Liste
bulk-do = Mit den ausgewählten
bulk-pick = { $number } auswählen
bulk-pick-page = Alle auf dieser Seite auswählen

bulk-heading = { $verb }: { $total } ausgewählt
bulk-form-hint = Was leer bleibt, bleibt wie es ist.
bulk-leave = Lassen, wie es ist
bulk-empty = Diese Felder leeren
bulk-preview = Vorschau
bulk-again = Angaben ändern
bulk-run = { $verb }: { $n } ändern
bulk-stop = Anhalten
bulk-drop = Verwerfen
bulk-dropped = Die Sammeländerung ist verworfen; nichts wurde geändert.
bulk-progress = { $done } von { $total }
bulk-look-again = Neu laden

bulk-lead-draft = Geben Sie an, was geschehen soll. Danach sehen Sie, was aus jedem würde; vorher wird nichts geändert.
bulk-lead-previewing = Es wird ermittelt, was aus jedem würde. Nichts wird geändert.
bulk-lead-previewed = Das würde aus jedem. Noch ist nichts geändert.
bulk-lead-nothing = Es würde nichts geändert.
bulk-lead-running = Es geht von selbst weiter, auch wenn Sie diese Seite verlassen.
bulk-lead-done = Alle wurden durchgegangen.
bulk-lead-cancelled = Es wurde angehalten. Was geändert wurde, bleibt geändert.

bulk-outcomes = Was daraus wurde
bulk-every = Alle
bulk-would-waiting = noch nicht geprüft
bulk-would-changed = würde geändert
bulk-would-unchanged = nichts zu ändern
bulk-would-refused = würde abgelehnt
bulk-became-waiting = nicht ausgeführt
bulk-became-changed = geändert
bulk-became-unchanged = nichts zu ändern
bulk-became-refused = abgelehnt
bulk-none = Keine
bulk-none-text = Bei keinem der ausgewählten kam das heraus.
bulk-show-all = Alle zeigen
bulk-export = Tabelle (CSV)
bulk-column-number = Nummer
bulk-column-title = Titel
bulk-column-outcome = Ergebnis
bulk-column-reason = Warum
bulk-column-when = Wann
bulk-column-what = Was
bulk-column-state = Stand
bulk-column-counts = Ergebnis

bulk-mine = Meine Sammeländerungen
bulk-mine-lead = Begonnenes bleibt einen Tag, Ausgeführtes 30 Tage. Nur Sie sehen es.
bulk-mine-none = Keine Sammeländerungen
bulk-mine-none-text = Kreuzen Sie Zeilen einer Liste an, um mit allen dasselbe zu tun.
bulk-back = Start
bulk-state-draft = Nicht begonnen
bulk-state-previewing = Vorschau entsteht
bulk-state-previewed = Mit Vorschau
bulk-state-running = Wird ausgeführt
bulk-state-done = Ausgeführt
bulk-state-cancelled = Angehalten

fact-bulk = Teil von
bulk-one = einer Sammeländerung

fault-nothing-chosen = Wählen Sie mindestens einen Datensatz.
fault-nothing-to-change = Geben Sie an, was geändert werden soll.
fault-too-many-records = Höchstens { $most } Datensätze werden hier angenommen. Engen Sie die Liste ein.
fault-given-and-emptied = Das ist ausgefüllt und soll geleert werden. Tun Sie eines von beiden.
refused-bulk-begun = Diese Sammeländerung hat schon begonnen. Beginnen Sie eine neue aus der Liste.
refused-bulk-unready = Davon gibt es noch keine Vorschau. Warten Sie darauf und versuchen Sie es dann noch einmal.
refused-bulk-too-many = Mehrere Ihrer Sammeländerungen werden gerade ausgeführt. Warten Sie, bis eine zu Ende ist.
refused-bulk-over = Diese Sammeländerung ist schon zu Ende.
