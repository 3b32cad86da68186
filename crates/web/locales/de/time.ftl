# Zeitpunkte, wie Menschen sie lesen.
time-just-now = gerade eben
time-minutes-ago = { $n ->
    [one] vor 1 Minute
   *[other] vor { $n } Minuten
}
time-today = heute, { $clock }
time-yesterday = gestern, { $clock }
time-date = { $day }. { $month } { $year }
time-short = { $date }, { $clock }
time-full = { $date }, { $clock } { $zone }
time-month-1 = Januar
time-month-2 = Februar
time-month-3 = März
time-month-4 = April
time-month-5 = Mai
time-month-6 = Juni
time-month-7 = Juli
time-month-8 = August
time-month-9 = September
time-month-10 = Oktober
time-month-11 = November
time-month-12 = Dezember
# Was zwischen ganzer Zahl und Bruchteil steht.
number-mark = ,
