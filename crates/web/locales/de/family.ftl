# Familien: Haupt- und Untervorgänge.
organ-family = Familie
organ-none-family = Dies gehört zu keinem Hauptvorgang und hat keine Untervorgänge.
organ-parent = Hauptvorgang
organ-parent-unseen = Dies gehört zu einem Hauptvorgang, den Sie nicht sehen dürfen.
organ-children = Untervorgänge
family-open = { $open ->
    [0] Keiner davon ist offen.
    [one] { $open } davon ist noch offen.
   *[other] { $open } davon sind noch offen.
}
family-list = Alle als Liste
family-last = Zuletzt mit ihnen getan: { $verb }
family-spread = { $count ->
    [one] einem Untervorgang
   *[other] { $count } Untervorgängen
}
family-under-way = Es geschieht mit { $total } Untervorgängen: bisher { $changed } getan, { $refused } abgelehnt. Siehe unter Untervorgänge.
family-over = Von { $total } Untervorgängen: { $changed } getan, { $refused } abgelehnt. Siehe unter Untervorgänge.
verb-set-parent = Hauptvorgang setzen
submit-set-parent = Setzen
verb-hint-set-parent = Dies wird Untervorgang eines anderen, etwa eine von vielen Meldungen desselben Ausfalls. Ein Hauptvorgang kann nicht selbst Untervorgang sein.
done-set-parent = { $number } ist jetzt ein Untervorgang.
did-set-parent = hat dies zum Untervorgang gemacht
verb-remove-parent = Hauptvorgang entfernen
done-remove-parent = { $number } steht wieder für sich.
did-remove-parent = hat dies aus seiner Familie genommen
did-add-child = hat einen Untervorgang hinzugefügt
did-remove-child = hat einen Untervorgang entfernt
fact-spread = Auch getan mit
field-parent = Hauptvorgang
field-children = Untervorgänge
hint-organ-set-parent-parent = Die Nummer des Hauptvorgangs, wie INC0000042.
fault-parent-restricted = Jener Eintrag ist geschützt und dieser nicht: Wer diesen liest, würde von ihm lesen. Wählen Sie einen anderen Hauptvorgang.
fault-parent-is-child = Jener Eintrag ist selbst Untervorgang von { $parent }. Nennen Sie { $parent } als Hauptvorgang, oder nehmen Sie den anderen zuerst aus seiner Familie.
fault-has-children = Dieser Eintrag hat selbst { $count } Untervorgänge und kann daher keiner sein. Geben Sie ihnen zuerst einen anderen Hauptvorgang.
fault-too-many-children = Ein Eintrag hat höchstens { $most } Untervorgänge. Wählen Sie einen anderen Hauptvorgang.
refused-merge-children = Dieser Eintrag hat Untervorgänge. Geben Sie ihnen zuerst einen anderen Hauptvorgang, und führen Sie ihn dann zusammen.
