# Dateien eines Vorgangs.

# Ablehnungen.
fault-file-empty = { $name } ist leer. Bitte eine andere Datei wählen.
fault-file-too-large = { $name } ist größer als die { $mib } MiB, die eine Datei haben darf. Bitte verkleinern oder aufteilen.
fault-files-at-once = Auf einmal werden höchstens { $most } Dateien angenommen. Bitte die übrigen danach hinzufügen.
fault-files-on-record = Es sind { $most } Dateien da, mehr geht nicht. Bitte zuerst einige entfernen.
fault-record-full = Die Dateien wären zusammen mehr als { $mib } MiB. Bitte zuerst einige entfernen oder weniger hinzufügen.
fault-person-full = Das wären mehr als { $mib } MiB an einem Tag. Bitte morgen wieder versuchen.
fault-storage-full = Hier ist kein Platz für weitere Dateien. Bitte der Administration melden.
fault-infected = { $name } enthält Schadsoftware ({ $malware }) und wurde nicht angenommen. Bitte nicht öffnen.
fault-not-scannable = { $name } ist zu groß für die Prüfung auf Schadsoftware und wurde nicht angenommen. Bitte aufteilen oder die Administration fragen.
refused-attach = Im jetzigen Zustand können keine Dateien hinzugefügt oder entfernt werden.
failure-unreachable-files = Die Dateien sind gerade nicht erreichbar. Bitte gleich noch einmal versuchen; wenn es so bleibt, der Administration melden.
failure-unreachable-scanner = Die Prüfung auf Schadsoftware antwortet nicht, deshalb wird keine Datei angenommen. Bitte gleich noch einmal versuchen; wenn es so bleibt, der Administration melden.

# Der Abschnitt.
organ-files = Dateien
organ-none-files = Keine Dateien.
field-file = Dateien
file-hint = Höchstens { $mib } MiB je Datei. Dateien lassen sich auch hierher ziehen, Bilder einfügen.
file-too-large = Eine Datei darf höchstens { $mib } MiB haben. Bitte eine kleinere wählen.
file-for-inside = Nur die Supportseite sieht sie
file-internal = Intern
file-erase-sure = Inhalt und Name sind endgültig weg
file-size-bytes = { $whole ->
    [one] 1 Byte
   *[other] { $whole } Bytes
}
file-size-kib = { $tenth ->
    [0] { $whole } KiB
   *[other] { $whole },{ $tenth } KiB
}
file-size-mib = { $tenth ->
    [0] { $whole } MiB
   *[other] { $whole },{ $tenth } MiB
}
file-size-gib = { $tenth ->
    [0] { $whole } GiB
   *[other] { $whole },{ $tenth } GiB
}

verb-attach = Dateien hinzufügen
submit-attach = Hinzufügen
verb-detach = Entfernen
verb-erase-file = Löschen
submit-erase-file = Endgültig löschen
done-attach = Die Dateien sind bei { $number } hinzugefügt.
done-detach = Die Datei ist entfernt.
done-erase-file = Die Datei ist endgültig gelöscht.
done-erase-file-of-several = Die Datei ist gelöscht. Andere Dateien mit demselben Inhalt sind noch da.

did-attach = hat eine Datei hinzugefügt
did-attach-internal = hat eine interne Datei hinzugefügt
did-detach = hat eine Datei entfernt
did-detach-internal = hat eine interne Datei entfernt
fact-file = Datei
fact-file-name = Datei
fact-internal-file = Datei
fact-internal-file-name = Datei
