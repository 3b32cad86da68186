# Doppelte: was sich ähnelt, zusammenführen und einen Teil abtrennen.
similar-heading = Das ist vielleicht schon bekannt
similar-words = Beide sagen: { $words }.
similar-same = Gleich sind: { $fields }.

organ-merging = Doppelte
organ-none-merging = Hierher wurde nichts zusammengeführt.
organ-merged = Zusammengeführt mit
organ-merged-unseen = Dies wurde mit einem Vorgang zusammengeführt, den Sie nicht sehen dürfen.
merged-leads = { $old } wurde mit { $new } zusammengeführt.

verb-merge = Mit einem anderen zusammenführen
submit-merge = Zusammenführen
verb-hint-merge = Dieser endet als doppelt; Beobachter, Dateien, Verknüpfungen, Schlagwörter und offene Aufgaben gehen zum anderen, und die Nummer führt dorthin.
done-merge = { $number } ist zusammengeführt.
did-merge = hat Doppelte zusammengeführt
verb-unmerge = Zusammenführung zurücknehmen
done-unmerge = { $number } steht wieder für sich.
did-unmerge = hat Doppelte wieder getrennt
verb-split = Einen Teil abtrennen
submit-split = Weiteren eröffnen
verb-hint-split = Eröffnet einen weiteren Vorgang, der mit diesem verknüpft ist. Für wen er ist und welcher Art, wird übernommen.
done-split = { $number } wurde abgetrennt.
did-split = hat einen Teil abgetrennt

ask-organ-merge-target = Nummer des anderen Vorgangs
ask-organ-split-entry = Kommentar
none-organ-split-entry = Keiner
ask-organ-split-title = Titel
hint-organ-split-title = Bleibt das leer, der Anfang des Kommentars.
ask-organ-split-description = Beschreibung
hint-organ-split-description = Bleibt das leer, der Kommentar.
field-target = Anderer Vorgang
field-entry = Kommentar

fault-other-company = Dieser Vorgang gehört einer anderen Firma. Wählen Sie einen derselben.
fault-less-restricted = Dieser Vorgang ist eingeschränkt und der andere nicht; mehr Menschen sähen, was daran hängt. Wählen Sie einen eingeschränkten.
fault-too-many-files = Zusammen haben diese mehr als { $most } Dateien. Ziehen Sie zuerst einige zurück.
fault-no-comment = An dieser Stelle steht kein Kommentar, den alle lesen. Wählen Sie einen anderen oder schreiben Sie neu.
refused-merged = Dies wurde mit einem anderen Vorgang zusammengeführt. Tun Sie es dort, oder nehmen Sie die Zusammenführung zurück.
refused-merged-into = Dies wurde mit { $number } zusammengeführt. Tun Sie es dort, oder nehmen Sie die Zusammenführung zurück.
refused-not-merged = Dies wurde mit keinem anderen Vorgang zusammengeführt.
refused-merge-no-end = Aus diesem Status heraus kann es nicht als doppelt enden. Schließen Sie es zuerst.
