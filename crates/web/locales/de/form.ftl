# Formulare jeder Art.
field-required = Pflichtfeld
form-cancel = Abbrechen
form-problems = { $count ->
    [one] Eine Angabe braucht Ihre Aufmerksamkeit
   *[other] { $count } Angaben brauchen Ihre Aufmerksamkeit
}
hint-priority-preview = Folgt aus Auswirkung und Dringlichkeit.
currency-of = Währung von { $field }
hint-zone = Nach der Uhr in { $zone }.
