//! Reads what a value is compared with: words, text, numbers, and moments of every sort.

use db::Timestamp;
use jiff::civil::{Date, DateTime};

use super::ast::{Base, Moment, Offset, Operand, Said, Unit, Which};
use super::limits::OFFSET;
use super::parse::{Parser, steps};
use super::parse_test::no_unit;
use super::problem::Found;
use super::token::{Kind, Token};

/// A number, a date or the like, as it is written.
enum Figure {
    Number(i64),
    Offset(Offset),
    Moment(Base),
    /// An identity, or a name that begins with a digit.
    Name(String),
}

impl Parser {
    pub(super) fn operand(&mut self) -> Result<Operand, Found> {
        let first = self.take();
        let said = match &first.kind {
            Kind::Text(said) => Said::Text(said.clone()),
            Kind::Word(word) => self.named(word, &first)?,
            Kind::Figure(figure) => match read(figure, &first)? {
                Figure::Number(number) => Said::Number(number),
                Figure::Name(name) => Said::Name(vec![name]),
                Figure::Moment(base) => self.moved(base)?,
                // A length of time by itself could be meant from now on or back.
                Figure::Offset(_) => return Err(Found::new(first.span, "filter_direction")),
            },
            Kind::Sign(sign @ ("-" | "+")) => self.signed(sign)?,
            Kind::Sign(_) | Kind::End => {
                return Err(
                    Found::new(first.span, "filter_value_expected").with("found", first.shown())
                );
            }
        };
        Ok(Operand { said, span: first.span.to(self.last_taken().span) })
    }

    /// `-3`, or `-7d`: so long before now.
    fn signed(&mut self, sign: &str) -> Result<Said, Found> {
        let token = self.take();
        let direction = if sign == "-" { -1 } else { 1 };
        let figure = match &token.kind {
            Kind::Figure(figure) => read(figure, &token)?,
            _ => {
                return Err(
                    Found::new(token.span, "filter_number_expected").with("found", token.shown())
                );
            }
        };
        match figure {
            Figure::Number(number) => Ok(Said::Number(number.saturating_mul(direction))),
            Figure::Offset(Offset { count, unit }) => {
                let by = Offset { count: count * direction, unit };
                Ok(Said::Moment(Moment { base: Base::Now, by: Some(by) }))
            }
            Figure::Name(digits) if is_decimal(&digits) => {
                Ok(Said::Text(if direction < 0 { format!("-{digits}") } else { digits }))
            }
            Figure::Moment(_) | Figure::Name(_) => {
                Err(Found::new(token.span, "filter_number_expected").with("found", token.shown()))
            }
        }
    }

    /// A word: a moment that has a name, or anything else.
    fn named(&mut self, word: &str, token: &Token) -> Result<Said, Found> {
        let lower = word.to_ascii_lowercase();
        let day = |which| Base::Named(which, Unit::Day);
        let base = match lower.as_str() {
            "now" => Base::Now,
            "today" => day(Which::This),
            "yesterday" => day(Which::Last),
            "tomorrow" => day(Which::Next),
            "this" => self.stretch(Which::This)?,
            "last" => self.stretch(Which::Last)?,
            "next" => self.stretch(Which::Next)?,
            _ => return self.name(word, token),
        };
        self.moved(base)
    }

    /// A field, a code, `me` and the like; a field may be moved in time.
    fn name(&mut self, word: &str, token: &Token) -> Result<Said, Found> {
        // An address has dots as well, but is one name.
        let steps = if word.contains('@') { Some(vec![word.to_owned()]) } else { steps(word) };
        let steps = steps.ok_or_else(|| {
            Found::new(token.span, "filter_value_expected").with("found", token.shown())
        })?;
        Ok(match self.shift()? {
            Some(by) => Said::Moved(steps, by),
            None => Said::Name(steps),
        })
    }

    /// `this month`, `last 7 days`
    fn stretch(&mut self, which: Which) -> Result<Base, Found> {
        let token = self.take();
        match &token.kind {
            Kind::Word(word) => match Unit::of_word(&word.to_ascii_lowercase()) {
                Some(unit) => Ok(Base::Named(which, unit)),
                None => Err(no_unit(&token)),
            },
            Kind::Figure(figure) if which != Which::This => {
                let Offset { count, unit } = match read(figure, &token)? {
                    Figure::Offset(offset) => offset,
                    Figure::Number(count) if (1..=OFFSET).contains(&count) => {
                        let word = self.take();
                        let unit = match &word.kind {
                            Kind::Word(unit) => Unit::of_word(&unit.to_ascii_lowercase()),
                            _ => None,
                        };
                        Offset { count, unit: unit.ok_or_else(|| no_unit(&word))? }
                    }
                    _ => return Err(no_unit(&token)),
                };
                Ok(Base::Rolling(which, count, unit))
            }
            _ => Err(no_unit(&token)),
        }
    }

    fn moved(&mut self, base: Base) -> Result<Said, Found> {
        Ok(Said::Moment(Moment { base, by: self.shift()? }))
    }

    /// `- 7d`, `+ 2h`, if it stands there.
    fn shift(&mut self) -> Result<Option<Offset>, Found> {
        let direction = if self.peek().is_sign("-") {
            -1
        } else if self.peek().is_sign("+") {
            1
        } else {
            return Ok(None);
        };
        self.take();
        let Offset { count, unit } = self.offset()?;
        Ok(Some(Offset { count: count * direction, unit }))
    }

    /// A length of time: `7d`.
    pub(super) fn offset(&mut self) -> Result<Offset, Found> {
        let token = self.take();
        match &token.kind {
            Kind::Figure(figure) => match read(figure, &token)? {
                Figure::Offset(offset) => Ok(offset),
                _ => Err(Found::new(token.span, "filter_offset").with("found", token.shown())),
            },
            _ => Err(Found::new(token.span, "filter_offset").with("found", token.shown())),
        }
    }
}

/// Reads what begins with a digit.
fn read(figure: &str, token: &Token) -> Result<Figure, Found> {
    let digits = figure.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = figure.split_at_checked(digits).unwrap_or((figure, ""));
    if rest.is_empty() {
        let too_large = || Found::new(token.span, "filter_number_too_large");
        return number.parse().map(Figure::Number).map_err(|_| too_large());
    }
    if let Some(unit) = Unit::of_sign(&rest.to_ascii_lowercase()) {
        let count = number.parse().ok().filter(|count| (1..=OFFSET).contains(count));
        return match count {
            Some(count) => Ok(Figure::Offset(Offset { count, unit })),
            None => Err(Found::new(token.span, "filter_offset").with("found", token.shown())),
        };
    }
    if rest == "m" {
        return Err(Found::new(token.span, "filter_minute_or_month"));
    }
    // Four digits and a hyphen are a date, and a wrong one when they cannot be read so; an identity
    // with hyphens has eight digits before the first.
    match date(figure) {
        Some(base) => Ok(Figure::Moment(base)),
        None if digits == 4 && rest.starts_with('-') => {
            Err(Found::new(token.span, "filter_date").with("found", token.shown()))
        }
        None => Ok(Figure::Name(figure.to_owned())),
    }
}

/// A date or moment as it is written: with zone, with time, or a day, month or quarter.
pub(super) fn date(figure: &str) -> Option<Base> {
    if figure.contains('T') {
        if let Ok(instant) = figure.parse::<Timestamp>() {
            return Some(Base::Instant(instant));
        }
        // Without a zone; jiff would also take, and drop, what comes after.
        let plain =
            figure.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T' | b'.'));
        let local = figure.parse::<DateTime>().ok().filter(|_| plain)?;
        // As exact as the instants it is compared with.
        let micros = local.subsec_nanosecond() / 1_000 * 1_000;
        return local.with().subsec_nanosecond(micros).build().ok().map(Base::Local);
    }
    let mut parts = figure.split('-');
    let (year, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() || year.len() != 4 || second.len() != 2 {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    if let Some(day) = third {
        let whole = day.len() == 2;
        let date = Date::new(year, second.parse().ok()?, day.parse().ok()?).ok();
        return date.filter(|_| whole).map(Base::Day);
    }
    if let Some(quarter) = second.strip_prefix(['Q', 'q']) {
        let quarter = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
        return Some(Base::Quarter(year, quarter));
    }
    let month = second.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some(Base::Month(year, month))
}

/// Digits, a point, and digits.
fn is_decimal(figure: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    figure.split_once('.').is_some_and(|(whole, rest)| digits(whole) && digits(rest))
}
