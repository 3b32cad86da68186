# Was jeder Eintrag hat: Verknüpfungen, Beobachter, Schlagworte, Aufgaben, Aufwand, Erinnerungen.

# Ablehnungen.
fault-itself = Das ist derselbe Eintrag. Nennen Sie einen anderen.
fault-linked = Diese beiden sind schon so verknüpft.
fault-circle = Das würde im Kreis führen. Wählen Sie eine andere Beziehung, oder lösen Sie zuerst eine Verknüpfung der Kette.
fault-too-many-links = Einer davon hat schon { $most } Verknüpfungen. Lösen Sie zuerst einige.
fault-does-not-read = Diese Person darf keine Einträge dieser Art lesen. Wählen Sie jemanden, der es darf.
refused-link-too-far = Hier hängt zu viel zusammen, um zu sagen, ob es ein Kreis würde. Lösen Sie zuerst einige Verknüpfungen.
refused-watch-restricted = Dieser Eintrag ist geschützt, und Beobachten würde ihn zeigen. Hier kann niemand hinzugefügt werden.
refused-too-many-watchers = Das beobachten schon zu viele. Entfernen Sie zuerst jemanden.
