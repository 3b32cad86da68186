//! How many there are, as far as they were counted: in JSON, in its schema, and in sentences.

use desk::retention::Count;
use serde_json::{Value, json};

use crate::openapi::Schema;

/// As the API gives it.
pub(super) fn counted(count: Count) -> Value {
    json!({ "number": count.number, "more": count.more })
}

/// What the API says of that.
pub(super) fn count_schema() -> Schema {
    Schema::object()
        .required("number", Schema::number())
        .required("more", Schema::flag().about("Whether there are more than were counted."))
}

/// As text.
pub(super) fn shown(count: Count) -> String {
    if count.more { format!("{}+", count.number) } else { count.number.to_string() }
}

/// As text, and the number by which a sentence around it is worded: where there may be more it is worded
/// for many, however few were counted.
pub(super) fn worded(count: Count) -> (String, i64) {
    (shown(count), if count.more { i64::MAX } else { count.number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_may_be_more_it_is_worded_for_many() {
        let worded = |number, more| worded(Count { number, more });
        assert_eq!(worded(1, false), ("1".to_owned(), 1));
        assert_eq!(worded(1, true), ("1+".to_owned(), i64::MAX));
        assert_eq!(worded(0, true), ("0+".to_owned(), i64::MAX));
    }
}
