# __Names__. The names are the English ones until somebody translates them.
nav-__names__ = __Names__
names-__name__ = __Names__
new-__name__ = __Name__ anlegen
new-submit-__name__ = Anlegen

state-__name__-new = Neu
state-__name__-in-progress = In Arbeit
state-__name__-done = Fertig

verb-__name__-start = Arbeit beginnen
verb-__name__-finish = Abschließen
verb-__name__-edit = Bearbeiten
verb-__name__-comment = Antwort senden
verb-__name__-work-note = Arbeitsnotiz hinzufügen
submit-__name__-edit = Speichern
ask-__name__-comment-body = Antwort
ask-__name__-work-note-body = Arbeitsnotiz

did-__name__-create = hat dies angelegt
did-__name__-start = hat die Arbeit begonnen
did-__name__-finish = hat dies abgeschlossen
did-__name__-edit = hat etwas geändert
did-__name__-comment = hat geantwortet
did-__name__-work-note = hat eine Arbeitsnotiz hinzugefügt
did-__name__-other = hat etwas geändert

done-__name__-create = { $number } wurde angelegt.
done-__name__-start = Die Arbeit an { $number } hat begonnen.
done-__name__-finish = { $number } ist abgeschlossen.
done-__name__-edit = { $number } wurde gespeichert.
done-__name__-comment = Ihre Antwort zu { $number } ist gespeichert.
done-__name__-work-note = Ihre Arbeitsnotiz zu { $number } ist gespeichert.
done-__name__-other = { $number } wurde gespeichert.
