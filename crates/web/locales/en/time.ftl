# Moments as people read them.
time-just-now = just now
time-minutes-ago = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
time-today = today, { $clock }
time-yesterday = yesterday, { $clock }
time-date = { $day } { $month } { $year }
time-short = { $date }, { $clock }
time-full = { $date }, { $clock } { $zone }
time-month-1 = Jan
time-month-2 = Feb
time-month-3 = Mar
time-month-4 = Apr
time-month-5 = May
time-month-6 = Jun
time-month-7 = Jul
time-month-8 = Aug
time-month-9 = Sep
time-month-10 = Oct
time-month-11 = Nov
time-month-12 = Dec
# What stands between whole and fraction of a number.
number-mark = .
