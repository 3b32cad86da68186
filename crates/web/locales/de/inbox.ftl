# Was jemandem mitgeteilt wurde, und die Glocke.
inbox-heading = Benachrichtigungen
inbox-bell = Benachrichtigungen
inbox-all = Alle
inbox-unread = Ungelesen
inbox-is-new = Ungelesen:
inbox-more = { $count ->
    [one] ein ungelesener Eintrag
   *[other] { $count } ungelesene Einträge
}
inbox-read = Als gelesen markieren
inbox-read-one = { $number } als gelesen markieren
inbox-read-all = Alle als gelesen markieren
inbox-keep = Ungelesen lassen
inbox-keep-one = { $number } ungelesen lassen
inbox-empty = Noch nichts
inbox-all-read = Nichts ungelesen
inbox-empty-text = Hier erfahren Sie, wenn jemand Ihnen oder Ihrem Team etwas zuweist, Sie mit einem @ erwähnt oder etwas an dem tut, was Sie gemeldet haben oder beobachten.

inbox-done-read = Als gelesen markiert.
inbox-done-read-all = Alles als gelesen markiert.
inbox-done-unread = Als ungelesen markiert.

# Warum jemand benachrichtigt wird, nach dem Kürzel der Regel.
notified-mentioned = Sie wurden erwähnt
notified-assigned = Ihnen zugewiesen
notified-team_assigned = Ihrem Team zugewiesen
notified-opened_for = Für Sie gemeldet
notified-commented = Neue Antwort
notified-noted = Neue Arbeitsnotiz
notified-moved = Neuer Status
notified-reminded = Ihre Erinnerung
