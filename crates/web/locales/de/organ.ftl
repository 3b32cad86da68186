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
fault-currency = Geben Sie die drei Buchstaben der Währung an, etwa EUR.
fault-date = Das ist kein Tag. Schreiben Sie ihn wie 2026-03-29.
fault-future = Das liegt in der Zukunft. Wählen Sie heute oder einen früheren Tag.
fault-only-your-own = Sie können nur eigenen Aufwand buchen. Lassen Sie die Person weg.
fault-too-many-entries = Es gibt hier schon { $most } Buchungen. Fassen Sie einige zusammen.
refused-booking-not-yours = Das hat jemand anderes gebucht, oder es ist mehr als einen Tag her. Bitten Sie die Teamleitung, es zu berichtigen.
