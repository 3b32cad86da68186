# Was jemandem mitgeteilt wurde, und die Glocke.
inbox-heading = Benachrichtigungen
inbox-bell = Benachrichtigungen
inbox-bell-unread = Benachrichtigungen, { $count } ungelesen
inbox-all = Alle
inbox-unread = Ungelesen
inbox-is-new = Ungelesen:
inbox-about = Zu { $number }
inbox-everything = Alles zeigen
inbox-same = Alles zu { $number }
inbox-more = { $count ->
   *[other] { $count } Einträge
}
inbox-read = Als gelesen markieren
inbox-read-one = { $number } als gelesen markieren
inbox-read-all = Alle als gelesen markieren
inbox-keep = Als ungelesen markieren
inbox-keep-one = { $number } als ungelesen markieren
inbox-empty = Noch nichts
inbox-empty-text = Hier erfahren Sie, wenn jemand Ihnen etwas zuweist, Sie mit einem @ erwähnt oder etwas an dem tut, was Sie gemeldet haben oder beobachten.
inbox-all-read = Alles gelesen
inbox-all-read-text = Für Sie gibt es nichts Neues. Was Sie gelesen haben, steht 90 Tage unter Alle.

inbox-done-read-all = Alles als gelesen markiert.
inbox-unheard = { $names } hat niemanden erreicht: Niemand dieses Namens kann dies sehen.

# Was jemand erfahren möchte.
inbox-settings = Einstellungen der Benachrichtigungen
inbox-settings-lead = Wählen Sie, was Sie erfahren. Was Sie selbst tun, wird Ihnen nie mitgeteilt.
inbox-settings-save = Speichern
inbox-settings-saved = Ihre Auswahl ist gespeichert.

# Warum jemand benachrichtigt wird, nach dem Kürzel der Regel.
notified-mentioned = Sie wurden erwähnt
notified-assigned = Ihnen zugewiesen
notified-stand-in = In Vertretung
notified-team-assigned = Ihrem Team zugewiesen
notified-opened-for = Für Sie gemeldet
notified-commented = Neue Antwort
notified-noted = Neue Arbeitsnotiz
notified-ended = Erledigt
notified-survey = Wie ist es gelaufen?
notified-rated = Bewertet
notified-reopened = Wieder offen
notified-resumed = Warten ist vorbei
notified-merged = Zusammengeführt
notified-moved = Neuer Status
notified-reminded = Ihre Erinnerung
notified-task-due = Jetzt fällig
notified-recurrence-failed = Nicht wieder angelegt
notified-other = Neues

# Wann jemand benachrichtigt wird, nach dem Kürzel der Regel.
notify-mentioned = Jemand erwähnt mich mit einem @
notify-assigned = Ein Vorgang oder eine Aufgabe wird mir zugewiesen
notify-stand-in = Ein Vorgang oder eine Aufgabe wird jemandem zugewiesen, den ich vertrete
notify-team-assigned = Ein Vorgang oder eine Aufgabe kommt zu einem meiner Teams
notify-opened-for = Jemand meldet etwas für mich
notify-commented = Jemand antwortet auf etwas, das ich angefragt oder gemeldet habe, beobachte oder bearbeite
notify-noted = Jemand schreibt eine Arbeitsnotiz zu etwas, das ich beobachte oder bearbeite
notify-ended = Was ich angefragt oder gemeldet habe oder beobachte, ist gelöst oder abgebrochen
notify-survey = Was ich angefragt habe, ist geschlossen, und ich werde nach meiner Zufriedenheit gefragt
notify-rated = Jemand bewertet, was ich beobachte oder bearbeitet habe
notify-reopened = Was ich beobachte oder bearbeite, ist wieder offen
notify-resumed = Bei etwas, das ich bearbeite, ist das Warten vorbei
notify-merged = Was ich angefragt oder gemeldet habe, beobachte oder bearbeite, wird zusammengeführt
notify-moved = Jeder andere neue Status von etwas, das ich angefragt oder gemeldet habe, beobachte oder bearbeite
notify-reminded = Eine meiner Erinnerungen ist fällig
notify-task-due = Eine meiner Aufgaben ist fällig
notify-recurrence-failed = Etwas, das ich geplant habe, konnte nicht angelegt werden

# Was jemand mit einer Aufgabe getan hat.
did-task-create = hat diese Aufgabe angelegt
did-task-other = hat diese Aufgabe geändert

keys-inbox = Benachrichtigungen
keys-read = Als gelesen oder ungelesen markieren
