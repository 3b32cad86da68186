# Wie Vorgänge von selbst enden, und wie lange sie wieder geöffnet werden können.
nav-closing = Schließen
closing-heading = Schließen
closing-lead = Gelöstes wird nach einer Weile von selbst geschlossen, wenn die meldende Person nicht widerspricht. Was zu lange geschlossen ist, wird nicht wieder geöffnet; ein neuer Vorgang führt es fort. Eine Änderung gilt sofort, auch für früher Gelöstes und Geschlossenes.
closing-after = { $days ->
    [0] Gelöstes wird sofort geschlossen.
    [one] Gelöstes wird nach { $days } Tag geschlossen.
   *[other] Gelöstes wird nach { $days } Tagen geschlossen.
}
closing-never = Gelöstes wird nie von selbst geschlossen.
closing-comment-reopens = Ein Kommentar der meldenden Person öffnet es vorher wieder.
closing-comment-stays = Ein Kommentar der meldenden Person lässt es gelöst.
closing-reopen-within = { $days ->
    [0] Geschlossenes wird nie wieder geöffnet.
    [one] Geschlossenes kann { $days } Tag lang wieder geöffnet werden.
   *[other] Geschlossenes kann { $days } Tage lang wieder geöffnet werden.
}
closing-survey = Beim Schließen wird gefragt, wie zufrieden die meldende Person ist.
closing-no-survey = Niemand wird nach der Zufriedenheit gefragt.
closing-reopen-ever = Geschlossenes kann jederzeit wieder geöffnet werden.
closing-set-at = Zuletzt geändert
closing-as-it-came = nie
closing-held-back = Durch eine eigene Regel vom Schließen abgehalten
closing-hint-close-after = { $least } bis { $most }. Leer heißt: nie.
closing-hint-reopen-within = { $least } bis { $most }. Leer heißt: jederzeit.
closing-try = Ansehen, was es bewirkt
closing-save = Speichern
closing-saved = Das gilt ab jetzt.
closing-closes-nothing = Heute würde nichts geschlossen ({ $names }).
closing-closes = Heute würden geschlossen: { $count } ({ $names }).
closing-closes-more = Heute würden geschlossen: mehr als { $count } ({ $names }).
field-close-after = Tage, bis Gelöstes geschlossen wird
field-comment-reopens = Ein Kommentar der meldenden Person öffnet Gelöstes wieder
field-reopen-within = Tage, in denen Geschlossenes wieder geöffnet werden kann
field-survey = Beim Schließen nach der Zufriedenheit fragen
did-log-set-closing = hat festgelegt, wie Vorgänge von selbst enden
log-value-close-after = Tage bis zum Schließen
log-value-close-after-before = Tage bis zum Schließen, vorher
log-value-comment-reopens = Ein Kommentar öffnet wieder
log-value-comment-reopens-before = Ein Kommentar öffnet wieder, vorher
log-value-reopen-within = Tage zum Wiederöffnen
log-value-reopen-within-before = Tage zum Wiederöffnen, vorher
log-value-survey = Nach der Zufriedenheit fragen
log-value-survey-before = Nach der Zufriedenheit fragen, vorher
why-resolved-long-ago = Es ist seit einer Weile gelöst, und niemand hat widersprochen.
why-requester-commented = Die meldende Person hat etwas dazu geschrieben.
refused-reopen-late = Dies ist zu lange geschlossen, um wieder geöffnet zu werden. Eröffnen Sie stattdessen einen Folgevorgang: einen neuen mit dem, was dieser enthält, mit ihm verknüpft.

organ-follow-up = Folgevorgang
organ-follow-up-lead = Ist es wieder da? Eröffnen Sie einen neuen, der mit diesem verknüpft ist.
verb-follow-up = Folgevorgang eröffnen
submit-follow-up = Eröffnen
verb-hint-follow-up = Ein neuer Vorgang wie dieser wird eröffnet: für dieselbe Person, derselben Art, am selben Ort. Beide weisen aufeinander hin.
ask-organ-follow-up-title = Titel
hint-organ-follow-up-title = Bleibt das leer, der von diesem.
ask-organ-follow-up-description = Was ist es diesmal?
done-follow-up = { $number } führt { $old } fort.
did-follow-up = hat einen Folgevorgang eröffnet
refused-follow-up-open = Dies ist noch offen. Sagen Sie dort, was zu tun ist.
refused-follow-up-restricted = Dieser Eintrag ist geschützt; was ihm folgt, wäre es nicht. Legen Sie stattdessen einen neuen an.
relation-follows-up = führt fort
relation-followed-up-by = wird fortgeführt von
