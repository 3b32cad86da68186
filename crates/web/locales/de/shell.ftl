# Was jede Seite umgibt.
shell-skip = Zum Inhalt springen
shell-navigation = Navigation
shell-person-menu = Menü von { $name }
shell-sign-out = Abmelden

theme-heading = Darstellung
theme-system = System
theme-light = Hell
theme-dark = Dunkel

keys-heading = Tastenkürzel
keys-create = Neue Störung
keys-list = Zu den Störungen
keys-search = Alle Vorgänge durchsuchen
keys-filter = Zum Filter
keys-rows = Nächste und vorige Zeile, nächster und voriger Vorgang
keys-pick = Zeile auswählen
keys-open = Zeile öffnen
keys-send = Formular absenden
keys-help = Diese Liste zeigen
key-control = Strg
dialog-close = Schließen

toast-failed = Das hat nicht geklappt. Nichts wurde gespeichert; bitte versuchen Sie es noch einmal.
toast-offline = Der Server ist nicht erreichbar. Ihr Text bleibt in diesem Browser erhalten.
toast-dismiss = Ausblenden
toast-draft = Ihr noch nicht gesendeter Text ist wieder da.

sign-in-heading = Anmelden
sign-in-email = E-Mail-Adresse
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.
sign-in-throttled = { $seconds ->
    [one] Zu viele Versuche. Versuchen Sie es in einer Sekunde noch einmal.
   *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
}
sign-in-ended = Sie wurden abgemeldet. Melden Sie sich an, um weiterzuarbeiten.

no-administrator-heading = Fast fertig
no-administrator-text = Mainstay läuft, aber noch kann sich niemand anmelden. Legen Sie auf dem Rechner, auf dem es läuft, die erste Person mit Verwaltungsrechten an:
no-administrator-after = Sie werden nach einem Passwort gefragt. Kommen Sie danach auf diese Seite zurück.
no-administrator-again = Erneut versuchen

nav-group-people = Personen
nav-group-desk = Arbeitsweise
nav-group-service = Betrieb
nav-fields = Eigene Felder

palette-heading = Befehle und Suche
palette-what = Befehl, Ort oder Vorgang eingeben
palette-here = Auf dieser Seite
palette-places = Gehe zu
palette-you = Sie
palette-found = Vorgänge
palette-nothing = Nichts passt. Versuchen Sie weniger oder andere Wörter.
