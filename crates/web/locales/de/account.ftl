# Worum sich alle selbst kümmern.
account-heading = Mein Konto
account-password = Passwort
account-password-since = Zuletzt geändert
account-no-password = Sie haben hier kein Passwort. Wer die Installation verwaltet, kann Ihnen einen Link geben, mit dem Sie eines setzen.
account-change-password = Passwort ändern
account-change-hint = Hier bleiben Sie angemeldet, alle anderen Sitzungen enden.
account-present = Bisheriges Passwort
account-new = Neues Passwort
account-again = Neues Passwort noch einmal
account-password-hint = Mindestens { $least } Zeichen. Ein paar Wörter, die nicht zusammengehören, merken sich leicht.
account-password-changed = Das Passwort ist geändert. Andere Sitzungen sind beendet.
account-sessions = Wo Sie angemeldet sind
account-sessions-lead = Etwas davon sind nicht Sie? Melden Sie es ab und ändern Sie Ihr Passwort.
account-this-session = dieser Browser
account-session-from = von { $address }
account-session-began = angemeldet: { $when }
account-session-seen = zuletzt benutzt: { $when }
account-end = Abmelden
account-end-others = Alle anderen abmelden
account-ended = Die Sitzung ist beendet.
account-others-ended = Alle anderen Sitzungen sind beendet.
account-device = { $browser } auf { $system }
account-device-unknown = Unbekanntes Gerät
account-tokens = API-Tokens
account-tokens-lead = Programme, die in Ihrem Namen handeln.
account-no-tokens = Kein Programm handelt in Ihrem Namen.
account-token-made = gemacht: { $when }
account-token-used = zuletzt benutzt: { $when }
account-token-unused = nie benutzt
account-token-ends = gilt bis: { $when }
account-token-make = Neues Token
account-token-make-hint = Ein Programm, das es sendet, darf alles, was Sie dürfen. Es wird einmal gezeigt.
account-token-name = Wofür es ist
account-token-name-hint = Etwa der Name des Programms.
account-token-lasts = Gilt
account-token-lasts-days = { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
}
account-token-lasts-ever = unbegrenzt, bis es widerrufen wird
account-token-once = Kopieren Sie das Token jetzt; es wird nur dieses eine Mal gezeigt. Programme senden es als „Authorization: Bearer“ und das Token.
account-token-text = Token für { $name }
token-idle = seit 90 Tagen unbenutzt
token-endless = endet nie
refused-too-many-tokens = Sie haben so viele Tokens, wie möglich sind. Widerrufen Sie, was niemand braucht.
account-revoke = Widerrufen
account-revoked = Das Token gilt nicht mehr.

did-log-sign-out-elsewhere = hat Sitzungen andernorts beendet
did-log-proof-failed = konnte sich nicht ausweisen

fault-common-password = Das gehört zu den ersten, die ausprobiert werden. Wählen Sie ein anderes, etwa ein paar Wörter, die nicht zusammengehören.
fault-own-name = Das besteht aus Ihrem Namen oder Ihrer Adresse. Wählen Sie etwas, das niemand von Ihnen weiß.
fault-wrong-password = Das ist nicht Ihr bisheriges Passwort.
fault-same-password = Dieses Passwort haben Sie schon. Wählen Sie ein anderes.
fault-not-the-same = Das stimmt nicht mit dem oben überein. Tippen Sie es noch einmal.
refused-no-password = Sie haben hier kein Passwort. Wer die Installation verwaltet, kann Ihnen einen Link geben, mit dem Sie eines setzen.

# Ein Passwort über einen Link setzen.
set-password-heading = Passwort setzen
set-password-lead = Für { $name }. Sie melden sich dann als { $email } an.
set-password-submit = Passwort setzen
set-password-done = Ihr Passwort ist gesetzt. Melden Sie sich damit an.
copy = Kopieren
copied = Kopiert.
refused-link-over = Dieser Link gilt nicht mehr. Bitten Sie die Verwaltung um einen neuen.

# Benutzer, für alle, die verwalten.
nav-users = Benutzer
users-lead = Alle, und wie sie hereinkommen.
users-invite = Jemanden einladen
users-invite-lead = Die Person bekommt einen Link, über den sie ihr Passwort setzt. Sie geben ihn selbst weiter; er wird einmal gezeigt.
users-invite-submit = Link erzeugen
users-name-hint = Wer unter dieser Adresse schon bekannt ist, behält den Namen.
users-role = Rolle
users-search = Name oder Adresse
users-none = Niemand passt
users-none-text = Suchen Sie nach einem Teil des Namens oder der Adresse.
users-column-name = Name
users-column-email = E-Mail-Adresse
users-column-roles = Rollen
users-column-state = Zustand
users-column-signed-in = Zuletzt angemeldet
users-active-any = beliebig
users-active-true = darf herein
users-active-false = darf nicht herein
users-state-active = aktiv
users-state-inactive = deaktiviert
users-state-no-account = noch kein Passwort
users-who = Person
users-teams = Teams
users-password-since = Passwort gesetzt
users-deactivate = Deaktivieren
users-activate = Aktivieren
users-deactivated = Die Person kommt nicht mehr herein. Ihre Sitzungen sind beendet.
users-activated = Die Person kommt wieder herein.
users-ties = Das hängt an der Person. Es bleibt, wie es ist; geben Sie es vorher an andere.
users-ties-none = Nichts Offenes hängt an der Person. Ihre Sitzungen enden, Tokens ruhen.
users-ties-left = Das hängt noch an der Person.
users-ties-left-none = Nichts Offenes hängt an der Person.
users-tie-other = Etwas anderes nennt die Person.
users-tie-assigned = { $count ->
    [one] 1 ist offen und der Person zugewiesen.
   *[other] { $shown } sind offen und der Person zugewiesen.
}
users-tie-requested = { $count ->
    [one] 1 ist offen und von der Person gemeldet.
   *[other] { $shown } sind offen und von der Person gemeldet.
}
users-tie-tasks = { $count ->
    [one] Eine offene Aufgabe ist der Person zugewiesen.
   *[other] { $shown } offene Aufgaben sind der Person zugewiesen.
}
users-tie-last-of = Zum Team { $team } gehört sonst niemand.
users-tie-heads = { $count ->
    [one] Die Person leitet eine Abteilung.
   *[other] Die Person leitet { $shown } Abteilungen.
}
users-tie-rules = { $count ->
    [one] Eine Zuweisungsregel gibt der Person Vorgänge.
   *[other] { $shown } Zuweisungsregeln geben der Person Vorgänge.
}
users-tie-rules-naming = { $count ->
    [one] Eine Zuweisungsregel nennt die Person in ihrer Bedingung.
   *[other] { $shown } Zuweisungsregeln nennen die Person in ihren Bedingungen.
}
users-tie-shared-views = { $count ->
    [one] Eine Ansicht der Person ist mit anderen geteilt.
   *[other] { $shown } Ansichten der Person sind mit anderen geteilt.
}
users-tie-views-naming = { $count ->
    [one] Eine geteilte Ansicht nennt die Person.
   *[other] { $shown } geteilte Ansichten nennen die Person.
}
users-tie-recurring = { $count ->
    [one] Ein wiederkehrender Vorgang wird mit der Person eröffnet.
   *[other] { $shown } wiederkehrende Vorgänge werden mit der Person eröffnet.
}
users-tie-stands-in = { $count ->
    [one] Die Person vertritt jemanden, der abwesend ist oder sein wird.
   *[other] Die Person vertritt { $shown }-mal andere, die abwesend sind oder sein werden.
}
refused-ties-changed = Was an der Person hängt, hat sich geändert, seit Sie nachgesehen haben. Sehen Sie noch einmal nach.
users-links = Links
users-links-lead = Ein Link wird einmal gezeigt, nämlich Ihnen, und gilt einmal. Sie geben ihn weiter.
users-links-not = Für einen Link braucht es eine E-Mail-Adresse, und die Person darf nicht deaktiviert sein.
users-make-reset = Link zum Zurücksetzen des Passworts erzeugen
users-make-invitation = Einladung erzeugen
users-waiting-reset = Ein Link zum Zurücksetzen des Passworts wurde erzeugt
users-waiting-invitation = Eine Einladung wurde erzeugt
users-until = gilt bis { $until }
users-link = Link
users-invitation-made = Einladung für { $name }
users-invitation-lead = Geben Sie diesen Link weiter. Er wird nur jetzt gezeigt und gilt einmal, bis { $until }.
users-reset-made = Neues Passwort für { $name }
users-reset-lead = Geben Sie diesen Link weiter. Er wird nur jetzt gezeigt und gilt einmal, bis { $until }. Bis er benutzt wird, gilt das bisherige Passwort.
users-sessions = Wo die Person angemeldet ist
users-no-sessions = Nirgends. { $count ->
    [0] Kein Programm handelt in ihrem Namen.
    [one] Ein Programm handelt in ihrem Namen.
   *[other] { $count } Programme handeln in ihrem Namen.
}
users-tokens = { $count ->
    [0] Kein Programm handelt in ihrem Namen.
    [one] Ein Programm handelt in ihrem Namen.
   *[other] { $count } Programme handeln in ihrem Namen.
}
users-end-sessions = Alle Sitzungen beenden
users-sessions-ended = Alle Sitzungen der Person sind beendet.
privacy-account-link = Link zum Setzen eines Passworts
did-log-invite = hat eine Einladung erzeugt
did-log-make-reset-link = hat einen Link zum Zurücksetzen eines Passworts erzeugt
did-log-use-link = hat über einen Link ein Passwort gesetzt
refused-link-no-address = Die Person hat keine E-Mail-Adresse, mit der sie sich anmelden könnte. Geben Sie ihr zuerst eine.
refused-link-inactive = Die Person ist deaktiviert. Aktivieren Sie sie zuerst.
refused-link-has-account = Die Person hat schon ein Passwort. Erzeugen Sie einen Link zum Zurücksetzen.
refused-link-no-account = Die Person hat noch kein Passwort. Erzeugen Sie eine Einladung.
refused-deactivate-yourself = Sich selbst können Sie nicht deaktivieren. Jemand anders aus der Verwaltung kann es.
refused-last-administrator = Niemand bliebe, der verwaltet. Geben Sie die Aufgabe zuerst jemand anderem.

# Ein zweiter Faktor.
factor = Zweiter Faktor
factor-none = Ein Code aus einer App auf Ihrem Telefon, nach dem gefragt wird, wenn das Passwort stimmt: Wer nur Ihr Passwort kennt, kommt nicht herein.
factor-begin = Einrichten
factor-begin-hint = Sie brauchen eine Authenticator-App, wie es sie auch in Passwort-Managern gibt.
factor-waiting = Tippen Sie den Code ein, den Ihre App zeigt. Das Bild wurde einmal gezeigt; für ein neues richten Sie ihn noch einmal ein.
factor-scan = Scannen Sie das Bild mit Ihrer Authenticator-App und tippen Sie dann den Code ein, den sie zeigt.
factor-picture = QR-Code für die Authenticator-App
factor-type = Oder tippen Sie dies in die App:
factor-code = Code
factor-confirm = Bestätigen
factor-codes-lead = Von jetzt an wird nach Codes gefragt. Heben Sie diese Wiederherstellungscodes dort auf, wo Sie sie ohne Telefon finden: Jeder lässt Sie einmal herein, wenn die App verloren ist. Sie werden nur jetzt gezeigt.
factor-codes-kept = Ich habe sie aufgehoben
factor-app = Authenticator-App
factor-on = ein
factor-left = { $count ->
    [one] noch ein Wiederherstellungscode
   *[other] noch { $count } Wiederherstellungscodes
}
factor-renew = Neue Wiederherstellungscodes
factor-renew-hint = Die bisherigen gelten dann nicht mehr.
factor-remove = Entfernen
factor-remove-hint = Von da an reicht Ihr Passwort allein.
factor-code-hint = Aus Ihrer App, oder ein Wiederherstellungscode.
factor-demanded = Ihre Organisation verlangt einen zweiten Faktor. Richten Sie ihn ein, um weiterzumachen: ein Code aus einer App auf Ihrem Telefon, nach dem nach dem Passwort gefragt wird.
factor-removed = Nach einem Code wird nicht mehr gefragt.
code-heading = Noch ein Schritt
code-lead = Tippen Sie den Code ein, den Ihre Authenticator-App zeigt, oder einen Wiederherstellungscode.
code-again = Von vorn beginnen
users-factor = Zweiter Faktor seit
users-take-factor = Zweiten Faktor entfernen
users-take-factor-hint = Für jemanden, dem App und Wiederherstellungscodes fehlen. Vergewissern Sie sich, dass die Person selbst darum bittet. Ihre Sitzungen enden.
users-factor-taken = Das Passwort der Person reicht allein, bis sie einen neuen einrichtet.
privacy-second-factor = Zweiter Faktor
did-log-set-second-factor = hat einen zweiten Faktor eingerichtet
did-log-renew-recovery-codes = hat neue Wiederherstellungscodes erzeugt
did-log-remove-second-factor = hat einen zweiten Faktor entfernt
did-log-password-right = gab das richtige Passwort, ein Code steht noch aus
log-reason-code = falscher Code
log-reason-recovery-code = mit einem Wiederherstellungscode
log-value-everybody = Von allen
log-value-roles = Von Rollen
log-value-everybody-before = Von allen, vorher
log-value-roles-before = Von Rollen, vorher
did-log-demand-second-factor = hat bestimmt, wer einen zweiten Faktor braucht
fault-wrong-code = Dieser Code ist falsch oder schon benutzt. Tippen Sie den ein, den die App jetzt zeigt.
refused-factor-there = Sie haben schon einen zweiten Faktor. Entfernen Sie ihn zuerst.
refused-factor-not-begun = Es gibt nichts zu bestätigen. Beginnen Sie von vorn.
refused-factor-none = Sie haben keinen zweiten Faktor. Richten Sie zuerst einen ein.
refused-step-over = Das hat zu lange gedauert. Melden Sie sich noch einmal an.
refused-own-factor = Ihren eigenen entfernen Sie auf Ihrer Seite, mit Ihrem Passwort und einem Code.
refused-factor-absent = Es gibt keinen zweiten Faktor, der entfernt werden könnte.

# Von wem er verlangt wird.
nav-second-factor = Zweiter Faktor
demand-lead = Wer neben dem Passwort einen zweiten Faktor haben muss. Wer keinen hat, wird beim Anmelden dorthin geführt, wo er eingerichtet wird, und kommt vorher nirgendwo sonst hin; auch wer schon angemeldet ist. API-Token gelten weiter wie bisher.
demand-everybody = Allen
demand-role = Wer die Rolle { $role } hat
demand-heading = Von wem er verlangt wird
demand-unmet = { $count ->
    [0] Alle, von denen er verlangt wird, haben einen.
    [one] { $shown } Person, von der er verlangt wird, hat noch keinen.
   *[other] { $shown } Personen, von denen er verlangt wird, haben noch keinen.
}
demand-would = { $count ->
    [0] Niemand müsste einen einrichten.
    [one] { $shown } Person ohne zweiten Faktor müsste einen einrichten, bevor sie weiterarbeiten kann.
   *[other] { $shown } Personen ohne zweiten Faktor müssten einen einrichten, bevor sie weiterarbeiten können.
}
demand-newly = { $count ->
    [0] Von ihnen allen wird er schon jetzt verlangt.
    [one] Von { $shown } davon wird er bisher nicht verlangt.
   *[other] Von { $shown } davon wird er bisher nicht verlangt.
}
demand-saved = Gespeichert. Es gilt von jetzt an.

# Die Tokens aller, für die Verwaltung.
nav-tokens = API-Tokens
tokens-lead = Programme, die in jemandes Namen handeln. Was ein Programm sendet, ist nirgends gespeichert; was niemand kennt oder braucht, wird am besten widerrufen.
tokens-column-name = Wofür
tokens-column-person = Wessen
tokens-column-made = Gemacht
tokens-column-used = Zuletzt benutzt
tokens-column-expires = Gilt bis
tokens-column-state = Zustand
tokens-column-revoked = Widerrufen
tokens-state-working = die gelten
tokens-state-idle = seit 90 Tagen unbenutzt
tokens-state-endless = die nie enden
tokens-state-any = alle, auch abgelaufene
tokens-works = gilt
tokens-revoked = widerrufen
tokens-over = abgelaufen
tokens-rests = ruht: die Person ist deaktiviert
tokens-none = Keine Tokens
tokens-none-text = Kein Token passt zu dem, was gefragt wurde.
tokens-one = Token
tokens-one-lead = Ein Programm, das es sendet, darf alles, was die Person darf.
users-tokens-see = Tokens der Person ansehen
