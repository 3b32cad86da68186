//! SQL written once, with `$n` parameters, for both engines.

use std::borrow::Cow;

/// One static SQL statement in the portable subset, with parameters `$1`, `$2`, …
///
/// Made only by [`statements!`](macro@crate::statements), which also lists it, so that a test can prepare
/// every statement of the program on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement(&'static str);

impl Statement {
    #[doc(hidden)]
    #[must_use]
    pub const fn listed(sql: &'static str) -> Self {
        Statement(sql)
    }

    /// The text as written, with `$n`.
    #[must_use]
    pub const fn sql(&self) -> &'static str {
        self.0
    }
}

/// Declares the static statements of a module and the list `STATEMENTS` of them all.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: $crate::Statement = $crate::Statement::listed($sql);)+
        /// Every static statement of this module.
        pub(crate) const STATEMENTS: &[$crate::Statement] = &[$($name),+];
    };
}

/// Rewrites `$n` to `?n`. SQLite takes `$1` for a *name* and numbers it by first appearance, which
/// silently binds wrong values when parameters come out of order. Quoted text is left alone.
pub(crate) fn for_sqlite(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') {
        return Cow::Borrowed(sql);
    }
    let mut out = String::with_capacity(sql.len());
    let mut quote = None;
    // Every statement comes through here: whole stretches are copied, not letters.
    let mut stretches = sql.split_inclusive(['$', '\'', '"']).peekable();
    while let Some(stretch) = stretches.next() {
        let mark = stretch.chars().next_back();
        let number =
            stretches.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        match (quote, mark) {
            (Some(_), mark) if quote == mark => quote = None,
            (None, Some('\'' | '"')) => quote = mark,
            (None, Some('$')) if number => {
                out.push_str(stretch.strip_suffix('$').unwrap_or(stretch));
                out.push('?');
                continue;
            }
            _ => {}
        }
        out.push_str(stretch);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn parameters_are_numbered_and_text_is_left_alone() {
        assert_eq!(for_sqlite("SELECT $2, $1, $2"), "SELECT ?2, ?1, ?2");
        assert_eq!(for_sqlite("SELECT '$1', \"a$2\", $12"), "SELECT '$1', \"a$2\", ?12");
        assert_eq!(for_sqlite("SELECT 'it''s $1', $1"), "SELECT 'it''s $1', ?1");
    }
}
