# Der erste Start.
setup-heading = Mainstay einrichten
setup-lead = Mainstay läuft, und noch verwaltet es niemand. Das dauert eine Minute und geschieht einmal.
setup-code = Code
setup-code-hint = Er steht im Terminal, in dem der Server gestartet wurde.
setup-organisation-heading = Die Organisation
setup-organisation = Name
setup-time-zone = Zeitzone
setup-time-zone-hint = Eine Stadt eingeben. Sie gilt für alle, die keine gewählt haben.
setup-language = Sprache
setup-administrator-heading = Wer als Erstes verwaltet
setup-name = Name
setup-email = E-Mail-Adresse
setup-password = Passwort
setup-password-hint = Mindestens { $least } Zeichen. Einige Wörter hintereinander sind gut und leicht zu merken.
setup-password-again = Passwort noch einmal
setup-catalogue-heading = Zum Anfang
setup-catalogue = Kategorien und Services
setup-catalogue-hint = In der oben gewählten Sprache.
setup-catalogue-samples = Einige übliche
setup-catalogue-empty = Keine
setup-submit = Einrichten und anmelden
setup-by-command = Stattdessen mit einem Befehl einrichten

# Womit ein üblicher Service-Desk beginnt: eine Kategorie je Zeile, nach dem Doppelpunkt die darunter.
setup-sample-categories =
    Hardware: Computer, Bildschirm, Drucker, Telefon, Zubehör
    Software: Office, Fachanwendung, Browser, Betriebssystem
    Netzwerk: WLAN, Kabel, VPN, Internet
    Zugang: Passwort, Neuer Zugang, Geänderter Zugang, Anmeldung in zwei Schritten
    E-Mail und Kalender: Postfach, Kalender, Spam
    Arbeitsplatz: Umzug, Besprechungsraum, Gebäude
setup-sample-services = Arbeitsplatz, E-Mail und Kalender, Netzwerk und WLAN, Telefonie, Drucken, Dateien und Ablage
