# Wie es der Installation geht, für ihre Verwalter.
nav-health = Zustand
health-heading = Zustand
health-overall-well = Alles ist in Ordnung.
health-overall-look = Etwas sollte angesehen werden.
health-overall-not-well = Etwas ist nicht in Ordnung.
health-verdict-well = In Ordnung
health-verdict-look = Ansehen
health-verdict-not-well = Nicht in Ordnung
health-checks = Prüfungen
health-check-schema = Schema
health-check-writer = Schreiben
health-check-disk = Festplatte
health-check-backup = Sicherung
health-check-queue = Arbeit im Hintergrund
health-check-failing = Gescheiterte Arbeit
health-check-events = Zu meldende Änderungen
health-check-clocks = Uhren
health-remedy-schema = Datenbank und Programm passen nicht zusammen. Starten Sie auf jedem Knoten dieselbe Version.
health-remedy-writer = Schreiben wartet auf die Festplatte. Sehen Sie nach, ob sie voll, langsam oder anderweitig beschäftigt ist.
health-remedy-disk = Schaffen Sie Platz im Datenverzeichnis, oder verlegen Sie es auf eine größere Festplatte. Wo sich das nicht feststellen lässt, sehen Sie auf der Maschine nach.
health-remedy-backup = Sorgen Sie für eine tägliche Sicherung: Starten Sie mit --backups DIR, oder sehen Sie im Protokoll nach, warum sie ausbleibt.
health-remedy-queue = Arbeit ist fällig, und niemand erledigt sie. Sorgen Sie dafür, dass ein Server ohne --no-jobs oder ein Worker läuft.
health-remedy-failing = Lesen Sie unten die Ursachen. Beheben Sie die Ursache und versuchen Sie es dann noch einmal.
health-remedy-events = Änderungen warten auf die Weitergabe. Sorgen Sie dafür, dass ein Server ohne --no-jobs oder ein Worker läuft.
health-remedy-clocks = Lassen Sie die Maschinen von Knoten und Datenbank ihre Zeit aus derselben Quelle nehmen.
health-schema = Schritt { $count }
health-waiting = { $count ->
    [0] nichts wartet
    [one] { $count } Änderung wartet
   *[other] { $count } Änderungen warten
}
health-free = { $size } frei
health-unknown = lässt sich nicht feststellen
health-backup-elsewhere = dieser Knoten macht keine
health-backup-never = noch keine gemacht
health-backup-failed = der letzte Versuch schlug fehl: { $reason }
health-jobs-waiting = { $count ->
    [0] keine wartet
    [one] { $count } Aufgabe wartet
   *[other] { $count } Aufgaben warten
}
health-jobs-dead = { $count ->
    [0] keine aufgegeben
    [one] { $count } Aufgabe aufgegeben
   *[other] { $count } Aufgaben aufgegeben
}
health-events = { $count ->
    [0] keine wartet
    [one] { $count } Änderung wartet
   *[other] { $count } Änderungen warten
}
health-one-clock = eine Maschine, eine Uhr
health-figures = Zahlen
health-figure-version = Version
health-figure-engine = Datenbank
health-figure-size = Größe der Datenbank
health-figure-uptime = Läuft seit
health-figure-written = Geschrieben seit dem Start
health-figure-longest-wait = Längstes Warten beim Schreiben
health-figure-running = Aufgaben in Arbeit
health-figure-oldest = Älteste Aufgabe fällig seit
health-written = { $writes } Änderungen in { $commits } Commits
health-none = keine
health-failed = Gescheiterte Arbeit
health-failed-lead = Arbeit im Hintergrund, die gescheitert ist, mit ihrer letzten Ursache. Was aufgegeben wurde, wird nicht von selbst noch einmal versucht.
health-none-failed = Nichts ist gescheitert.
health-given-up = Aufgegeben
health-again = Wird wieder versucht
health-tried = { $count ->
    [one] einmal versucht
   *[other] { $count }-mal versucht
}
health-verb-retry = Noch einmal versuchen
health-verb-discard = Verwerfen
health-retried = Es wird noch einmal versucht.
health-discarded = Es ist verworfen; was zu tun war, wird nicht getan.
health-time-ms = { $count } ms
health-time-seconds = { $count } s
health-time-minutes = { $count } min
health-time-hours = { $count } h
health-time-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
did-log-retry-job = hat aufgegebene Arbeit noch einmal versuchen lassen
did-log-discard-job = hat aufgegebene Arbeit verworfen
log-value-job = Aufgabe
log-value-queue = Arbeit
health-clocks = Was auf seine Zeit wartet
health-clock-hold = Vorgänge, die bis zu einem Zeitpunkt warten
health-clock-reminder = Erinnerungen
health-clock-task = Aufgaben mit Frist
health-clock-recurrence = Wiederkehrende Vorgänge
health-clock-closing = Gelöste Vorgänge, die von selbst schließen
health-clock-waiting = { $count ->
    [0] nichts wartet
    [one] { $count } wartet
   *[other] { $count } warten
}
health-clock-late = { $count } verspätet, am längsten seit { $age }
health-all-jobs = Alle Arbeit im Hintergrund
jobs-heading = Arbeit im Hintergrund
jobs-lead = Zuerst steht, was aufgegeben wurde, dann, was gerade läuft, dann, was wartet: in der Reihenfolge, in der es fällig ist.
jobs-none = Solche Arbeit gibt es nicht.
jobs-none-text = Was erledigt ist, steht hier nicht mehr.
jobs-any = Alle
jobs-column-queue = Arbeit
jobs-column-state = Stand
jobs-column-due = Fällig
jobs-column-tried = Versuche
jobs-column-record = Vorgang
jobs-column-cause = Letzte Ursache
jobs-state-dead = Aufgegeben
jobs-state-running = In Arbeit
jobs-state-waiting = Wartet
jobs-queue-backup = Sicherung
jobs-queue-bulk = Sammeländerung
jobs-queue-close = Schließen gelöster Vorgänge
jobs-queue-erase-person = Löschen einer Person
jobs-queue-forget-answers = Vergessen gemerkter Antworten
jobs-queue-people-import = Personen aus einer Tabelle
jobs-queue-recur = Wiederkehrender Vorgang
jobs-queue-remind = Erinnerung
jobs-queue-resume = Ende einer Wartezeit
jobs-queue-retention = Aufbewahrung
jobs-queue-task-due = Fällige Aufgabe
