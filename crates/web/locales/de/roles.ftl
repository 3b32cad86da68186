# Rollen, was jede erlaubt, und wer sie hat.
nav-roles = Rollen
roles-lead = Was jemand darf, folgt aus den Rollen. Wer mehrere hat, darf alles, was irgendeine davon erlaubt.
roles-column-name = Name
roles-column-code = Kürzel
roles-column-origin = Rechte
roles-column-holders = Inhaber
roles-own = hier gemacht
roles-as-it-came = wie mitgeliefert
roles-changed = seither geändert
roles-held = { $people ->
    [0] niemand
    [one] { $people } Person
   *[other] { $people } Personen
}
roles-held-resting = { $people ->
    [0] niemand mit Zugang
    [one] { $people } Person
   *[other] { $people } Personen
} und { $resting } deaktiviert
roles-new = Neue Rolle
roles-new-lead = Was sie erlaubt und wer sie hat, sagen Sie danach.
roles-new-submit = Rolle anlegen
roles-code-hint = Befehle, Importe und Programme nennen die Rolle so, und das bleibt für immer. Kleinbuchstaben, Ziffern und Unterstriche.
roles-like = Beginnt mit
roles-like-none = keinen Rechten
roles-like-hint = Sie beginnt mit denselben Rechten und ändert sich danach für sich.
roles-made = Die Rolle { $role } ist angelegt. Sagen Sie, was sie erlaubt.
roles-permissions = Rechte
roles-permissions-lead = Wie weit jede Handlung reicht. Eine eigene Spalte erweitert, was für alle Arten von Vorgängen gilt, und schränkt es nie ein. Vertrauliche Vorgänge liegen außerhalb jeder Reichweite, nur nicht der ihres eigenen Rechts. Eine Änderung gilt sofort, auch für Angemeldete.
roles-grid = Was die Rolle erlaubt
roles-action = Handlung
roles-cell = { $action }, { $kind }
roles-came = mitgeliefert: { $reach }
roles-wider = mehr
roles-narrower = weniger
roles-no-effect = Nichts würde sich ändern.
roles-effect = { $people ->
    [0] Niemand hat diese Rolle jetzt. Wer sie bekommt, bekommt dies:
    [one] Eine Person hat diese Rolle. Dies würde sich ändern:
   *[other] { $people } Personen haben diese Rolle. Dies würde sich ändern:
}
roles-shift-plain = { $action } ({ $kind }): { $after } statt { $before }.
roles-shift-nobody = { $action } ({ $kind }): { $after } statt { $before }. Für niemanden ändert sich jetzt etwas.
roles-shift-sees-more = { $people ->
    [one] Eine Person sähe mehr Vorgänge
   *[other] { $people } Personen sähen mehr Vorgänge
} ({ $kind }): { $after } statt { $before }.
roles-shift-sees-less = { $people ->
    [one] Eine Person sähe weniger Vorgänge
   *[other] { $people } Personen sähen weniger Vorgänge
} ({ $kind }): { $after } statt { $before }. Beobachtetes bleibt sichtbar, solange überhaupt welche sichtbar sind.
roles-shift-gains = { $action } ({ $kind }): { $after } statt { $before }, für { $people ->
    [one] eine Person.
   *[other] { $people } Personen.
}
roles-shift-loses = { $action } ({ $kind }): { $after } statt { $before }, für { $people ->
    [one] eine Person.
   *[other] { $people } Personen.
}
roles-mind-read-internal = Sie läsen Arbeitsnotizen und alles andere, was die meldende Person nicht lesen soll.
roles-mind-read-restricted = Vertrauliche Vorgänge betreffen Sicherheit, Personal und anderes, wovon wenige wissen sollen. Jedes Öffnen wird unter Audit, Vertrauliches gelesen, festgehalten.
roles-mind-administer = Wer verwaltet, kann sich jedes andere Recht selbst geben.
roles-mind-audit = Sie läsen, wer hereinkam, wer abgewiesen wurde und wer welchen vertraulichen Vorgang geöffnet hat.
roles-holders = Wer sie hat
roles-holders-lead = Geben und Nehmen gilt ab dem nächsten Klick der Person.
roles-nobody = Niemand hat sie.
roles-holder-hint = Name oder E-Mail-Adresse.
roles-give = Jemandem geben
roles-give-hint = Die Person darf sofort, was die Rolle erlaubt.
roles-given = Die Person hat die Rolle.
roles-take = Nehmen
roles-taken = Die Person hat die Rolle nicht mehr.
roles-more = Weitere, die sie haben
roles-itself = Die Rolle selbst
roles-rename = Umbenennen
roles-renamed = Die Rolle ist umbenannt.
roles-delete = Löschen
roles-deleted = Die Rolle ist gelöscht.
roles-delete-ready = Sie wurde mitgeliefert und bleibt, weil Befehle sie nennen. Nehmen Sie ihr, was sie nicht erlauben soll.
roles-delete-held = Sie kann gelöscht werden, sobald niemand sie mehr hat.
roles-delete-may = Niemand hat sie, also kann sie gelöscht werden.
roles-copy = Eine weitere wie diese anlegen

tried-try = Ansehen, was es ändert
tried-save = So festlegen
tried-saved = Das gilt ab jetzt.
tried-restore = Ansehen, wie mitgeliefert

lately = Verlauf
lately-nothing = In letzter Zeit wurde nichts geändert.
lately-log = Das ganze Logbuch der Einstellungen

reach-short-none = gar nicht
reach-short-own = eigene
reach-short-team = eigene Teams
reach-short-company = eigene Firmen
reach-short-all = alles
reach-short-as-every = wie bei allen Arten
reach-about-own = Vorgänge für die Person, von ihr eröffnet oder ihr zugewiesen.
reach-about-team = Auch, was die Teams haben, denen sie angehört.
reach-about-company = Auch, was den Firmen gehört, für die sie arbeitet.
reach-about-all = Jeder Vorgang jeder Firma.

permissions-see = Sehen
permissions-say = Fragen und antworten
permissions-work = Arbeiten
permissions-steer = Steuern
permissions-installation = Die Installation
permission-read = Vorgänge sehen
permission-read-internal = Das Innere lesen
permission-read-restricted = Vertrauliche Vorgänge sehen
permission-create = Vorgänge eröffnen
permission-comment = Kommentieren
permission-note = Arbeitsnotizen schreiben
permission-update = Felder ändern
permission-assign = Zuweisen
permission-work = Bearbeiten
permission-hold = Zurückstellen und fortsetzen
permission-resolve = Lösen
permission-close = Schließen
permission-cancel = Abbrechen
permission-reopen = Wieder öffnen
permission-prioritise = Priorität festlegen
permission-correct = Aufwand berichtigen
permission-plan = Planen
permission-administer = Verwalten
permission-audit = Prüfen
permission-about-read = Der Vorgang mit öffentlichen Kommentaren und Verlauf. Ohne das geht mit dem Vorgang auch nichts anderes.
permission-about-read-internal = Dazu Arbeitsnotizen und interne Felder.
permission-about-read-restricted = Als vertraulich gekennzeichnete Vorgänge, zusätzlich zum Sehen. Keine Rolle hat es von Anfang an, auch nicht die Verwaltung.
permission-about-create = Mit „eigene“ für sich selbst; weiter auch für andere.
permission-about-comment = Was auch die meldende Person liest.
permission-about-note = Was nur liest, wer das Innere liest.
permission-about-update = Titel, Beschreibung, Kategorie, Service und Ähnliches.
permission-about-assign = Einem Team oder einer Person geben.
permission-about-work = Arbeit beginnen, zuständig sein, Aufgaben erledigen, Aufwand buchen.
permission-about-hold = Sagen, worauf gewartet wird, und weitermachen.
permission-about-resolve = Sagen, wie etwas gelöst wurde.
permission-about-close = Gelöstes beenden.
permission-about-cancel = Beenden, was keine Arbeit braucht.
permission-about-reopen = Gelöstes oder Geschlossenes wieder aufnehmen.
permission-about-prioritise = Auswirkung, Dringlichkeit, eine abweichende Priorität und das Eskalieren nach oben.
permission-about-correct = Aufwand und Kosten ändern, die andere gebucht haben.
permission-about-plan = Vorgänge von selbst wiederkehren lassen.
permission-about-administer = Personen, Rollen, Felder und jede andere Einstellung. Damit werden auch zurückgezogene Vorgänge gefunden und zurückgeholt.
permission-about-audit = Die Logbücher, Einstellungen zum Lesen, zurückgezogene Vorgänge.

did-log-create-role = hat eine Rolle angelegt
did-log-rename-role = hat eine Rolle umbenannt
did-log-delete-role = hat eine Rolle gelöscht
did-log-set-permissions = hat festgelegt, was eine Rolle erlaubt
log-value-permission-before = Recht vorher
fault-role-held = Diese Personen haben sie: { $people }. Nehmen Sie sie ihnen zuerst.
refused-role-ready = Diese Rolle wurde mitgeliefert und bleibt, weil Befehle sie nennen. Nehmen Sie ihr, was sie nicht erlauben soll.
refused-role-not-ready = Diese Rolle wurde hier angelegt; es gibt nichts, worauf sie zurückgebracht werden könnte.
refused-role-demanded = Von denen, die diese Rolle haben, wird ein zweiter Faktor verlangt. Nehmen Sie das zuerst zurück.
refused-role-changed = Jemand anderes hat diese Rolle inzwischen geändert.
refused-own-right = Sie verwalten durch diese Rolle und können sich das nicht selbst nehmen. Jemand anderes aus der Verwaltung kann es.
