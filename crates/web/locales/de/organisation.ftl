# Stammdaten: Firmen, Standorte, Abteilungen, Teams, Services, Kategorien und Auswahlen.
nav-organisation = Organisation
organisation-lead = Worauf sich Menschen und Vorgänge beziehen. Was hier umbenannt wird, heißt überall sofort so. Nichts wird gelöscht: Was stillgelegt ist, bleibt bei allem, was es hat, und kann nicht mehr gewählt werden.
organisation-column-sort = Name
organisation-column-about = Wofür es da ist
organisation-column-count = In Gebrauch
organisation-companies = Firmen
organisation-sites = Standorte
organisation-departments = Abteilungen
organisation-teams = Teams
organisation-services = Services
organisation-categories = Kategorien
organisation-choices = Auswahlen
organisation-lead-companies = Für wen die Installation da ist. Wer für eine Firma arbeitet, sieht ihre Menschen, Standorte und, mit einer Rolle, die so weit reicht, ihre Vorgänge.
organisation-lead-sites = Wo Menschen sind und wo etwas geschieht. Ein Standort kann in einem anderen liegen.
organisation-lead-departments = Wohin Menschen in ihrer Firma gehören und wer dort leitet.
organisation-lead-teams = Wer zusammen an Vorgängen arbeitet. Mitglieder sehen, was ihrem Team gegeben ist.
organisation-lead-services = Worum es in Vorgängen geht.
organisation-lead-categories = Um welche Art von Sache es geht: ein Baum für jede Art von Vorgang.
organisation-lead-choices = Warum etwas wartet, wie es gelöst wurde: woraus gewählt wird. Vorgänge behalten den Code, Menschen lesen den Namen.
organisation-add-companies = Firma hinzufügen
organisation-add-sites = Standort hinzufügen
organisation-add-departments = Abteilung hinzufügen
organisation-add-teams = Team hinzufügen
organisation-add-services = Service hinzufügen
organisation-add-categories = Kategorie hinzufügen
organisation-add-choices = Auswahl hinzufügen
organisation-none = Noch nichts da
organisation-none-found = Nichts gefunden
organisation-none-text = Nichts passt zu dem, was Sie suchen.
organisation-none-companies = Fügen Sie die Firmen hinzu, für die Sie arbeiten.
organisation-none-sites = Fügen Sie die Orte hinzu, an denen Menschen sind.
organisation-none-departments = Fügen Sie die Abteilungen hinzu, zu denen Menschen gehören.
organisation-none-teams = Fügen Sie die Teams hinzu, die an Vorgängen arbeiten.
organisation-none-services = Fügen Sie hinzu, wonach gefragt wird.
organisation-none-categories = Fügen Sie hinzu, wonach Vorgänge geordnet werden.
organisation-none-choices = Fügen Sie hinzu, woraus gewählt wird.
organisation-more = Es gibt mehr, als hier steht; suchen Sie nach dem Rest.
organisation-any = Alle
organisation-search = Name
organisation-state = Zustand
organisation-active = In Gebrauch
organisation-retired = Stillgelegt
organisation-part-name = Name
organisation-part-label = Name
organisation-part-company = Firma
organisation-part-parent = Liegt unter
organisation-part-head = Leitung
organisation-part-kind = Art von Vorgang
organisation-part-list = Liste
organisation-part-code = Code
organisation-part-place = Platz
organisation-part-person = Person
organisation-list-hold-reason = Warum etwas wartet
organisation-list-resolution-code = Wie es gelöst wurde
organisation-top-sites = Nichts: steht für sich
organisation-top-departments = Nichts: steht für sich
organisation-top-categories = Nichts: steht ganz oben
organisation-person-hint = Name oder E-Mail-Adresse.
organisation-code-hint = Kleine Buchstaben, Ziffern und Unterstriche. Er bleibt für immer: Vorgänge behalten ihn.
organisation-place-hint = Kleineres kommt zuerst. Leer stellt es ans Ende.
organisation-choose = Bitte wählen
organisation-kept = Wie bisher
organisation-what = Was es ist
organisation-change = Ändern
organisation-save = Speichern
organisation-save-anyway = Trotzdem speichern
organisation-saved = Gespeichert.
organisation-added = { $name } ist da.
organisation-escalation = Wohin seine Vorgänge eskaliert werden
organisation-below = Darunter
organisation-nothing-below = Darunter liegt nichts.
organisation-add-below = Etwas darunter hinzufügen
organisation-members = Mitglieder
organisation-people = Menschen
organisation-no-members = Niemand gehört dazu: Niemand sieht durch das Team, was ihm gegeben ist.
organisation-no-people = Niemand gehört dazu.
organisation-add-person = Person hinzufügen
organisation-member-hint = Sie sieht dann, was dem Team gegeben ist.
organisation-department-hint = Jemand aus derselben Firma. Die Abteilung, in der die Person war, verlässt sie.
organisation-leads = Leitet das Team
organisation-lead-badge = Leitung
organisation-gone = Nicht mehr da
organisation-away = Abwesend bis { $until }
organisation-make-lead = Leiten lassen
organisation-unlead = Nicht mehr leiten lassen
organisation-take = Entfernen
organisation-joined = Die Person gehört jetzt dazu.
organisation-left = Die Person gehört nicht mehr dazu.
organisation-leads-now = Die Person leitet jetzt.
organisation-leads-no-more = Die Person leitet nicht mehr.
organisation-retire = Stilllegen
organisation-is-retired = Stillgelegt
organisation-restore = Zurückholen
organisation-retired-now = { $name } ist stillgelegt. Hier können Sie es zurückholen.
organisation-restored-now = { $name } ist wieder in Gebrauch.
organisation-retired-companies = Niemand kann ihr zugeordnet werden. Ihre Menschen und Vorgänge sind, wie sie waren.
organisation-retired-sites = Niemand kann ihn wählen. Was dort ist, bleibt dort.
organisation-retired-departments = Niemand kann ihr zugeordnet werden. Wer dazu gehört, bleibt.
organisation-retired-teams = Ihm kann nichts gegeben werden, und seine Mitglieder sehen durch das Team seine Vorgänge nicht.
organisation-retired-services = Niemand kann ihn wählen. Was ihn hat, behält ihn.
organisation-retired-categories = Niemand kann sie wählen. Was sie hat, behält sie.
organisation-retired-choices = Niemand kann sie wählen. Was sie hat, behält sie.
organisation-history = Verlauf
organisation-no-history = Darüber ist nichts aufgeschrieben: Es kam mit einem Import.
organisation-log = Alles im Logbuch ansehen
organisation-use-people = Menschen
organisation-use-company-records = Offene Vorgänge
organisation-use-teams = Teams
organisation-use-sites = Standorte
organisation-use-departments = Abteilungen
organisation-use-services = Services
organisation-use-open-records = Offene Vorgänge
organisation-use-people-at = Menschen
organisation-use-below = Darunter
organisation-use-team-records = Offene Vorgänge
organisation-use-members = Mitglieder
organisation-use-team-tasks = Offene Aufgaben
organisation-use-escalating = Teams, die hierher eskalieren
organisation-use-rules = Zuweisungsregeln
organisation-use-team-views = Damit geteilte Ansichten
organisation-use-company-views = Damit geteilte Ansichten
organisation-use-waiting = Warten damit
organisation-effect-other = Es ändert mehr, als hier zu sehen ist.
organisation-effect-unused = Nichts, was in Gebrauch ist, hat es. Niemand kann es mehr wählen.
organisation-effect-kept = Vorgänge, die es haben, behalten es. Niemand kann es mehr wählen.
organisation-effect-open-records = { $count ->
    [one] { $shown } offener Vorgang hat es und behält es. Niemand kann es mehr wählen.
   *[other] { $shown } offene Vorgänge haben es und behalten es. Niemand kann es mehr wählen.
}
organisation-effect-waiting = { $count ->
    [one] { $shown } Vorgang wartet damit und behält es. Niemand kann es mehr wählen.
   *[other] { $shown } Vorgänge warten damit und behalten es. Niemand kann es mehr wählen.
}
organisation-effect-people-at = { $count ->
    [one] { $shown } Person ist dort und bleibt dort.
   *[other] { $shown } Menschen sind dort und bleiben dort.
}
organisation-effect-people = { $count ->
    [one] { $shown } Person gehört dazu und bleibt es. Niemand sonst kann zugeordnet werden.
   *[other] { $shown } Menschen gehören dazu und bleiben es. Niemand sonst kann zugeordnet werden.
}
organisation-effect-below = { $count ->
    [one] { $shown } darunter bleibt in Gebrauch.
   *[other] { $shown } darunter bleiben in Gebrauch.
}
organisation-effect-company-records = { $count ->
    [one] { $shown } offener Vorgang gehört zu ihr und bleibt es.
   *[other] { $shown } offene Vorgänge gehören zu ihr und bleiben es.
}
organisation-effect-teams = { $count ->
    [one] { $shown } Team bleibt in Gebrauch.
   *[other] { $shown } Teams bleiben in Gebrauch.
}
organisation-effect-sites = { $count ->
    [one] { $shown } Standort bleibt in Gebrauch.
   *[other] { $shown } Standorte bleiben in Gebrauch.
}
organisation-effect-departments = { $count ->
    [one] { $shown } Abteilung bleibt in Gebrauch.
   *[other] { $shown } Abteilungen bleiben in Gebrauch.
}
organisation-effect-services = { $count ->
    [one] { $shown } Service bleibt in Gebrauch.
   *[other] { $shown } Services bleiben in Gebrauch.
}
organisation-effect-team-records = { $count ->
    [one] { $shown } offener Vorgang bleibt bei ihm: Geben Sie ihn zuerst einem anderen Team. Ihm kann nichts mehr gegeben werden.
   *[other] { $shown } offene Vorgänge bleiben bei ihm: Geben Sie sie zuerst einem anderen Team. Ihm kann nichts mehr gegeben werden.
}
organisation-effect-team-tasks = { $count ->
    [one] { $shown } offene Aufgabe bleibt bei ihm.
   *[other] { $shown } offene Aufgaben bleiben bei ihm.
}
organisation-effect-members = { $count ->
    [one] Sein Mitglied sieht durch das Team dessen Vorgänge nicht mehr.
   *[other] Seine { $shown } Mitglieder sehen durch das Team dessen Vorgänge nicht mehr.
}
organisation-effect-escalating = { $count ->
    [one] { $shown } Team eskaliert hierher; was es eskaliert, geht dorthin weiter, wohin dieses eskaliert, falls irgendwohin.
   *[other] { $shown } Teams eskalieren hierher; was sie eskalieren, geht dorthin weiter, wohin dieses eskaliert, falls irgendwohin.
}
organisation-effect-rules = { $count ->
    [one] { $shown } Zuweisungsregel gibt ihm Vorgänge; durch sie kommt dann nichts mehr.
   *[other] { $shown } Zuweisungsregeln geben ihm Vorgänge; durch sie kommt dann nichts mehr.
}
organisation-effect-rules-naming = { $count ->
    [one] { $shown } Zuweisungsregel nennt es in ihrer Bedingung.
   *[other] { $shown } Zuweisungsregeln nennen es in ihren Bedingungen.
}
organisation-effect-views-naming = { $count ->
    [one] { $shown } geteilte Ansicht nennt es; sie zeigt, was sie zeigte.
   *[other] { $shown } geteilte Ansichten nennen es; sie zeigen, was sie zeigten.
}
organisation-effect-recurring = { $count ->
    [one] { $shown } wiederkehrender Vorgang wird damit eröffnet, und nicht mehr, wenn es nicht mehr wählbar ist.
   *[other] { $shown } wiederkehrende Vorgänge werden damit eröffnet, und nicht mehr, wenn es nicht mehr wählbar ist.
}
organisation-effect-team-views = { $count ->
    [one] { $shown } Ansicht ist damit geteilt und bleibt es.
   *[other] { $shown } Ansichten sind damit geteilt und bleiben es.
}
organisation-effect-company-views = { $count ->
    [one] { $shown } Ansicht ist damit geteilt und bleibt es.
   *[other] { $shown } Ansichten sind damit geteilt und bleiben es.
}
organisation-effect-below-along = { $count ->
    [one] { $shown } darunter geht mit.
   *[other] Alles darunter geht mit ({ $shown } unmittelbar darunter).
}
organisation-effect-organisation-called = Auch die Organisation heißt dann so, im Kopf jeder Seite.
organisation-effect-company-named = Wer für { $new } arbeitet, kann es von jetzt an wählen; wer nur für { $old } arbeitet, nicht mehr.
organisation-effect-company-stays = Vorgänge bleiben bei der Firma, zu der sie gehören; niemand sieht deshalb andere.
organisation-effect-company-members = { $count ->
    [one] Sein Mitglied sieht, was dem Team gegeben wird, auch wo das zu { $new } gehört.
   *[other] Seine { $shown } Mitglieder sehen, was dem Team gegeben wird, auch wo das zu { $new } gehört.
}
organisation-effect-company-given = { $count ->
    [one] { $shown } offener Vorgang, den es hat, bleibt bei ihm.
   *[other] { $shown } offene Vorgänge, die es hat, bleiben bei ihm.
}
organisation-effect-company-people = { $count ->
    [one] { $shown } Person hat es und behält es, auch wenn sie zu { $old } gehört.
   *[other] { $shown } Menschen haben es und behalten es, auch wer zu { $old } gehört.
}
fault-taken-by = Das gibt es schon: { $name }. Wählen Sie einen anderen Namen.
fault-taken-by-retired = Das gab es schon: { $name }. Es ist stillgelegt; holen Sie es zurück oder wählen Sie einen anderen Namen.
fault-tree-circle = Es kann nicht unter sich selbst liegen und nicht unter etwas, das unter ihm liegt. Wählen Sie etwas anderes.
fault-tree-elsewhere = Das gehört zu einer anderen Firma oder Art von Vorgang. Wählen Sie etwas von derselben.
fault-below-taken = Etwas darunter heißt so wie etwas dort. Benennen Sie zuerst eines davon um.
fault-too-many-below = Darunter liegt mehr als { $most }, oder es liegt zu tief, um auf einmal verschoben zu werden. Verschieben Sie zuerst einen Teil davon.
fault-stays = Das bleibt, wie es zuerst gesagt wurde. Fügen Sie stattdessen etwas Neues hinzu.
fault-retired = Das ist stillgelegt. Wählen Sie etwas anderes oder holen Sie es zuerst zurück.
fault-of-another-company = Die Person gehört zu einer anderen Firma. Wählen Sie jemanden aus dieser.
refused-retire-own-company = Diese Firma betreibt die Installation; sie kann nicht stillgelegt werden.
refused-retire-last-choice = Das ist das Letzte seiner Liste; ohne es könnte niemand mehr etwas wählen. Fügen Sie zuerst etwas hinzu.
refused-team-retired = Dieses Team ist stillgelegt. Holen Sie es zuerst zurück.
refused-department-retired = Diese Abteilung ist stillgelegt. Holen Sie sie zuerst zurück.
did-log-create-department = hat eine Abteilung hinzugefügt
did-log-change-company = hat eine Firma geändert
did-log-retire-company = hat eine Firma stillgelegt
did-log-restore-company = hat eine Firma zurückgeholt
did-log-change-location = hat einen Standort geändert
did-log-retire-location = hat einen Standort stillgelegt
did-log-restore-location = hat einen Standort zurückgeholt
did-log-change-department = hat eine Abteilung geändert
did-log-retire-department = hat eine Abteilung stillgelegt
did-log-restore-department = hat eine Abteilung zurückgeholt
did-log-join-department = hat jemanden einer Abteilung zugeordnet
did-log-leave-department = hat jemanden eine Abteilung verlassen lassen
did-log-change-team = hat ein Team geändert
did-log-retire-team = hat ein Team stillgelegt
did-log-restore-team = hat ein Team zurückgeholt
did-log-change-service = hat einen Service geändert
did-log-retire-service = hat einen Service stillgelegt
did-log-restore-service = hat einen Service zurückgeholt
did-log-change-category = hat eine Kategorie geändert
did-log-retire-category = hat eine Kategorie stillgelegt
did-log-restore-category = hat eine Kategorie zurückgeholt
did-log-change-choice = hat eine Auswahl geändert
did-log-retire-choice = hat eine Auswahl stillgelegt
did-log-restore-choice = hat eine Auswahl zurückgeholt
log-value-department = Abteilung
log-value-category = Kategorie
log-value-label = Name
log-value-label-before = Name vorher
log-value-time-zone-before = Zeitzone vorher
log-value-language-before = Sprache vorher
log-value-company-before = Firma vorher
log-value-parent = Liegt unter
log-value-parent-before = Lag unter
log-value-head = Leitung
log-value-head-before = Leitung vorher
log-value-place = Platz
log-value-place-before = Platz vorher
log-value-list = Liste
log-value-code = Code
