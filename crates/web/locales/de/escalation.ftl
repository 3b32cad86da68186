# Eskalation: an Teams, die mehr können, und an die Personen darüber.
nav-escalation = Eskalation
escalation-heading = Eskalation
escalation-lead = Wohin Vorgänge gehen, wenn ein Team sie nicht lösen kann. Die Eskalation an ein anderes Team schlägt das hier genannte vor; die Eskalation an die Leitung geht an die Teamleitung und von dort an die Person darüber.
escalation-teams = Teams
escalation-to = eskaliert an { $team }
escalation-to-none = eskaliert nirgendwohin
escalation-leads = { $name } leitet { $team }
escalation-above = darüber steht { $name }
escalation-above-none = niemand steht darüber
escalation-concerns-team = { $count ->
    [0] Bei diesem Team liegt gerade kein offener Vorgang.
    [one] { $count } offener Vorgang dieses Teams ginge bei einer Eskalation dorthin.
   *[other] { $count } offene Vorgänge dieses Teams gingen bei einer Eskalation dorthin.
}
escalation-concerns-person = { $count ->
    [0] An diese Person ist gerade kein offener Vorgang eskaliert, der noch weiter gehen könnte.
    [one] { $count } offener Vorgang ist an diese Person eskaliert und ginge als Nächstes an die Person darüber.
   *[other] { $count } offene Vorgänge sind an diese Person eskaliert und gingen als Nächstes an die Person darüber.
}
escalation-concerns-team-nowhere = { $count ->
    [0] Bei diesem Team liegt gerade kein offener Vorgang.
    [one] Bei diesem Team liegt { $count } offener Vorgang; wer ihn eskaliert, muss ein Team wählen.
   *[other] Bei diesem Team liegen { $count } offene Vorgänge; wer einen eskaliert, muss ein Team wählen.
}
escalation-concerns-person-nobody = { $count ->
    [0] An diese Person ist gerade kein offener Vorgang eskaliert, der noch weiter gehen könnte.
    [one] { $count } offener Vorgang ist an diese Person eskaliert; wer ihn weiter eskaliert, muss eine Person nennen.
   *[other] { $count } offene Vorgänge sind an diese Person eskaliert; wer einen weiter eskaliert, muss eine Person nennen.
}
escalation-manager-hint = Name oder E-Mail-Adresse. Leer heißt: niemand.
escalation-change = Ändern
escalation-save = Speichern
escalation-saved = Das ist gespeichert.
field-escalates-to = Eskaliert an
field-manager = Wer steht darüber
field-escalation = Eskalationsstufe
field-escalated-to = Eskaliert an
field-escalations = Wie oft eskaliert
did-log-set-escalation = hat festgelegt, wohin ein Team eskaliert
did-log-set-manager = hat festgelegt, wer über einer Person steht
log-value-escalates-to = Eskaliert an
log-value-manager = Wer steht darüber
log-value-escalates-to-before = Eskalierte vorher an
log-value-manager-before = Wer darüber stand, vorher
fault-no-next-team = Es ist kein Team genannt, an das das Team eskaliert. Wählen Sie ein Team.
fault-nobody-above = Es ist niemand bekannt, der als Nächstes darüber steht. Nennen Sie eine Person.
fault-escalation-circle = Das würde im Kreis führen. Wählen Sie etwas anderes.
refused-escalated-fully = Es ist schon auf der höchsten Stufe.
notified-escalated = An Sie eskaliert
notify-escalated = Ein Vorgang wird an mich eskaliert

organ-escalation = Eskalation
organ-none-escalation = Nicht an die Leitung eskaliert.
escalation-stands = Stufe { $level } von 3, bei { $name }.
escalation-stands-alone = Stufe { $level } von 3.
verb-escalate-to-management = An die Leitung eskalieren
submit-escalate-to-management = Eskalieren
verb-hint-escalate-to-management = Die Teamleitung erfährt davon und beobachtet dies ab jetzt; beim nächsten Mal die Person darüber.
done-escalate-to-management = { $number } ist an die Leitung eskaliert.
did-escalate-to-management = hat dies an die Leitung eskaliert
verb-deescalate = Deeskalieren
verb-hint-deescalate = Es geht eine Stufe zurück.
done-deescalate = { $number } ist deeskaliert.
did-deescalate = hat dies deeskaliert
ask-organ-escalate-to-management-person = An wen
hint-organ-escalate-to-management-person = Name oder E-Mail-Adresse. Leer heißt: wer als Nächstes darüber steht.
ask-organ-escalate-to-management-reason = Warum wird eskaliert?
ask-organ-deescalate-reason = Warum wird deeskaliert?
refused-escalate-over = Dies ist beendet; es gibt nichts zu eskalieren.
refused-not-escalated = Dies ist nicht an die Leitung eskaliert.
