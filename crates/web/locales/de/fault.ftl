# Was an einer Angabe nicht stimmt, nach den Codes der API. Jeder Satz sagt, was zu tun ist.
fault-ambiguous = Mehrere heißen so. Wählen Sie einen der Vorschläge.
fault-before-opened = Das ist vor { $first }, als es eröffnet wurde. Wählen Sie einen späteren Zeitpunkt.
fault-code = Kleinbuchstaben, Ziffern und Unterstriche, beginnend mit einem Buchstaben.
fault-column-twice = Zwei Spalten sagen dasselbe. Eine davon entfernen oder umbenennen.
fault-control = Das enthält Zeichen, die sich nicht darstellen lassen. Entfernen Sie sie.
fault-control-character = Das enthält Zeichen, die sich nicht darstellen lassen. Entfernen Sie sie.
fault-csv = Zeile { $line } lässt sich nicht als CSV lesen. Die Anführungszeichen prüfen.
fault-cursor = Dieser Seitenlink gilt nicht mehr. Beginnen Sie auf der ersten Seite.
fault-different = Beides stimmt nicht überein. Zweimal dasselbe eingeben.
fault-duplicate = Das wurde zweimal angegeben. Geben Sie es einmal an.
fault-email = Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.org.
fault-exclusive = Das geht nicht zusammen mit { $other }. Lassen Sie eines weg.
fault-flag = Geben Sie true oder false an.
fault-idempotency-key = Das ist kein Schlüssel. Senden Sie 1 bis 255 sichtbare ASCII-Zeichen, etwa eine UUID.
fault-idempotency-length = Eine Datei, die unter einem Schlüssel kommt, muss sagen, wie lang sie ist. Senden Sie Content-Length.
fault-if-match = Das ist keine Version. Senden Sie das ETag, das Sie erhalten haben.
fault-future = Das liegt in der Zukunft. Wählen Sie einen früheren Zeitpunkt oder Tag.
fault-inactive = Diese Person ist ausgesperrt. Erst wieder hereinlassen.
fault-inactive-team = Dieses Team nimmt keine Arbeit mehr an. Ein anderes wählen.
fault-instant = Das ist kein Zeitpunkt. Schreiben Sie ihn wie 2026-03-29T14:30:00Z.
fault-nested = Hier sind nur einfache Werte möglich, keine Listen oder Objekte.
fault-no-such = Das gibt es hier nicht. Prüfen Sie die Schreibweise.
fault-no-such-field = Ein solches Feld gibt es nicht. Prüfen Sie die Schreibweise.
fault-no-email-column = Es gibt keine Spalte mit Adressen. Eine davon „E-Mail“ nennen.
fault-no-rows = Unter der Überschrift steht niemand. Für jede Person eine Zeile hinzufügen.
fault-nobody = Nennen Sie ein Team oder eine Person.
fault-not-text = Das muss Text sein.
fault-number = Geben Sie eine ganze Zahl von { $least } bis { $most } an.
fault-one-line = Das muss in eine Zeile passen. Entfernen Sie die Zeilenumbrüche.
fault-only-yourself = Sie können nur für sich selbst melden. Lassen Sie es leer.
fault-option = Wählen Sie eines von: { $options }.
fault-override-reason = Eine selbst festgelegte Priorität braucht einen Grund.
fault-past = Das liegt in der Vergangenheit. Wählen Sie einen späteren Zeitpunkt.
fault-repeated = Schon Zeile { $line } hat diese Adresse. Eine der beiden behalten.
fault-required = Das wird gebraucht. Füllen Sie es aus.
fault-reserved = Dieser Name hat eine eigene Bedeutung und ist hier nicht möglich.
fault-setup-code = Das ist nicht der Code. Er steht im Terminal, in dem dieser Server läuft; jeder Start zeigt einen neuen.
fault-taken = Das ist schon vergeben. Wählen Sie etwas anderes.
fault-time-zone = Diese Zeitzone gibt es nicht. Einen der Vorschläge wählen, etwa Europe/Berlin.
fault-too-deep = Der Baum hat hier zu viele Ebenen. Wählen Sie eine höhere Stelle.
fault-too-long = Das ist zu lang. Kürzen Sie es.
fault-too-many-cells = Diese Zeile hat mehr Zellen als die Überschrift. In Anführungszeichen setzen, was das Trennzeichen enthält.
fault-too-many-rows = Das sind zu viele Personen auf einmal. Höchstens { $most } davon nehmen.
fault-too-short = Das ist zu kurz. Verwenden Sie mindestens { $least } Zeichen.
fault-unknown = Das ist hier nicht bekannt. Prüfen Sie die Schreibweise.
fault-wait = { $seconds ->
    [one] Zu viele falsche Codes. In einer Sekunde erneut versuchen.
   *[other] Zu viele falsche Codes. In { $seconds } Sekunden erneut versuchen.
}
fault-whole-number = Geben Sie eine ganze Zahl an.

# Regeln, die jetzt etwas verbieten.
refused-sign-in = E-Mail-Adresse oder Passwort ist falsch.
refused-assign = Im jetzigen Status lässt sich das nicht zuweisen. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-start = Im jetzigen Status kann die Arbeit nicht beginnen. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-hold = Im jetzigen Status kann das nicht warten. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-resume = Das wartet nicht. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-resolve = Im jetzigen Status lässt sich das nicht lösen. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-close = Nur Gelöstes lässt sich schließen. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-cancel = Im jetzigen Status lässt sich das nicht stornieren. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-reopen = Nur Gelöstes oder Geschlossenes lässt sich wieder öffnen. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-prioritise = Im jetzigen Status bleibt die Priorität, wie sie ist. Prüfen Sie den Status; vielleicht hat ihn inzwischen jemand geändert.
refused-edit = Das ist geschlossen und bleibt, wie es ist. Öffnen Sie es zuerst wieder.
refused-comment = Im jetzigen Status lässt sich hier nichts schreiben.
refused-work-note = Im jetzigen Status lässt sich hier nichts schreiben.
refused-import-begun = Diese Tabelle wird aufgenommen, oder wurde es. Wegwerfen lässt sie sich nicht mehr.
refused-set-up = Diese Installation verwaltet schon jemand. Anmelden.
refused-other = Das geht im gegenwärtigen Zustand nicht. Die Seite zeigt, was jetzt möglich ist.

# Fehlschläge, die kein Feld betreffen.
failure-bad-request = Ein Teil der Adresse ist nicht möglich. Berichtigen Sie ihn und versuchen Sie es noch einmal.
failure-conflict = Jemand anderes hat inzwischen dasselbe geändert. Laden Sie den neuesten Stand und entscheiden Sie neu.
failure-disk-full = Die Festplatte des Servers ist voll. Nichts wurde gespeichert; sagen Sie Ihrer Verwaltung Bescheid.
failure-forbidden = Ihre Rolle erlaubt das nicht.
failure-forged = Dieses Formular ist zu alt oder kam nicht von Mainstay. Laden Sie die Seite neu und senden Sie es noch einmal.
failure-idempotency-key-reused = Dieser Schlüssel wurde für eine andere Anfrage verwendet. Machen Sie für alles, was getan werden soll, einen neuen Schlüssel.
failure-idempotency-unanswered = Dasselbe wird unter diesem Schlüssel gerade getan oder brach ab, als es getan war. Fragen Sie gleich noch einmal; bleibt die Antwort aus, sehen Sie nach, was da ist, bevor Sie mit einem neuen Schlüssel fragen.
failure-idempotency-forgotten = Das wurde unter demselben Schlüssel schon getan, und die Antwort ist nicht aufbewahrt. Sehen Sie nach, was da ist, bevor Sie mit einem neuen Schlüssel fragen.
failure-internal = Bei uns ist etwas schiefgegangen. Nichts Halbes wurde gespeichert.
failure-invalid = Etwas fehlt oder passt nicht.
failure-malformed = Das Gesendete ist nicht lesbar: { $at }.
failure-media-type = Diese Art von Inhalt ist hier nicht möglich. Senden Sie JSON oder ein Formular.
failure-method = So lässt sich diese Adresse nicht verwenden.
failure-no-administrator = Noch verwaltet niemand diese Installation. Ihre Adresse im Browser öffnen und sie einrichten, oder mit mainstay user add jemanden anlegen.
failure-not-found = Das gibt es nicht, oder Sie dürfen es nicht sehen. Prüfen Sie die Adresse oder die Nummer.
failure-not-signed-in = Melden Sie sich zuerst an, oder senden Sie ein gültiges Token.
failure-outcome-unknown = Die Verbindung brach beim Speichern ab. Sehen Sie nach, ob Ihre Änderung da ist, bevor Sie es noch einmal versuchen.
failure-read-only = Die Datenbank nimmt gerade keine Änderungen an. Sagen Sie Ihrer Verwaltung Bescheid.
failure-second-factor-required = Richten Sie zuerst einen zweiten Faktor ein, auf der Seite Ihres Kontos.
failure-stale = Das hat sich geändert, seit Sie es geladen haben. Laden Sie es neu und wiederholen Sie Ihre Änderung.
failure-too-large = Das ist größer als die { $kib } KiB, die hier möglich sind. Kürzen Sie es.
failure-too-many-attempts = { $seconds ->
    [one] Zu viele Versuche. Versuchen Sie es in einer Sekunde noch einmal.
   *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
}
failure-too-slow = Das dauerte zu lange und wurde abgebrochen. Versuchen Sie es gleich noch einmal.
failure-unavailable = Die Datenbank ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.
fault-not-yours = Das legt nur der Support fest. Lassen Sie es weg.
fault-does-not-work = Diese Person bearbeitet keine Vorgänge dieser Art. Wählen Sie jemand anderen.
fault-ahead = Das ist neuer als der Eintrag. Laden Sie ihn neu.
fault-too-many = Höchstens { $most } Bedingungen sind möglich. Lassen Sie einige weg.
fault-too-many-pins = Sie haben { $most } Ansichten angeheftet, mehr passen nicht. Lösen Sie zuerst eine.
fault-too-many-views = Hier gibt es { $most } Ansichten, mehr passen nicht. Löschen Sie zuerst eine.
fault-not-yours-to-share = Sie können mit Ihren eigenen Teams und Unternehmen teilen; mit allen teilen nur Administratoren.
fault-no-such-field-here = Hier gibt es kein Feld { $field }. Prüfen Sie die Schreibweise.
refused-not-empty = Hier liegt schon Arbeit von jemand anderem. Wählen Sie ein leeres Verzeichnis.

# Eigene Felder: ihre Werte, und was die Verwaltung über sie festlegt.
fault-decimal = Geben Sie eine Zahl von { $least } bis { $most } an{ $digits ->
    [0] {""}, ohne Nachkommastellen.
    [one] {""}, mit höchstens einer Nachkommastelle.
   *[other] {""}, mit höchstens { $digits } Nachkommastellen.
}
fault-money = Geben Sie einen Betrag an wie 12.50 { $usual }. Mögliche Währungen: { $currencies }.
fault-day = Das ist kein Tag. Schreiben Sie ihn wie 2026-03-29.
fault-link = Das ist keine Adresse im Web. Schreiben Sie sie wie https://example.org/seite.
fault-exact-number = Eine so genaue Zahl verliert unterwegs Stellen. Senden Sie sie als Text.
fault-read-only = Das lässt sich im jetzigen Status nicht ändern. Lassen Sie es weg.
fault-hidden = Das hat im jetzigen Status keinen Platz. Lassen Sie es weg.
fault-fixed = Das wurde beim Anlegen des Feldes festgelegt. Legen Sie das Feld still und ein neues an.
fault-no-currency = Das ist keine Währung. Verwenden Sie Codes wie EUR oder USD.
fault-language = Das ist keine Sprache, oder sie kommt doppelt vor. Verwenden Sie Codes wie en oder de.
fault-no-options = Nur eine Auswahl hat Optionen. Lassen Sie sie weg.
fault-too-many-options = Höchstens { $most } Optionen sind möglich, auch nicht mehr angebotene zählen. Lassen Sie einige weg.
fault-too-many-fields = Eine Art von Eintrag hat höchstens { $most } Felder. Legen Sie zuerst eines still.
fault-order = Das ist kleiner als der kleinste Wert. Geben Sie eine größere Zahl an.
fault-each-once = Nennen Sie jedes Feld, das in Gebrauch ist, einmal.
fault-list = Geben Sie eine Liste von Texten an.
fault-object = Geben Sie ein Objekt an, wie die Beschreibung es zeigt.
