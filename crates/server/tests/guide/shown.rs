//! What a block says comes out, held against what came out.

/// The commands of a `console` block, each with what it is to print.
pub(crate) fn commands(text: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push((command.to_owned(), Vec::new()));
            goes_on = command.ends_with('\\');
        } else if let Some((command, printed)) = commands.last_mut() {
            if goes_on {
                command.push('\n');
                command.push_str(line);
                goes_on = line.ends_with('\\');
            } else {
                printed.push(line.to_owned());
            }
        }
    }
    commands
}

/// Whether this is what was to be printed. A line `…` stands for any lines, `…` in a line for any
/// text.
pub(crate) fn fits(expected: &[String], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => {
            (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..]))
        }
        Some((first, rest)) => {
            printed.first().is_some_and(|line| line_fits(first, line)) && fits(rest, &printed[1..])
        }
    }
}

fn line_fits(expected: &str, line: &str) -> bool {
    let mut pieces = expected.split('…');
    let Some(mut left) = line.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return left.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return left.ends_with(piece);
        }
        let Some(found) = left.find(piece) else { return false };
        left = &left[found + piece.len()..];
    }
    true
}

#[test]
fn dots_stand_for_anything_and_nothing_else_does() {
    let expected = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert!(fits(&expected(&["…", "Everything holds."]), &["3 entries", "Everything holds."]));
    assert!(fits(&expected(&["a … c"]), &["a b c"]));
    assert!(!fits(&expected(&["a … c"]), &["a b d"]));
    assert!(!fits(&expected(&["ok"]), &["ok", "and more"]));
    assert!(!fits(&expected(&["ok"]), &[]));
    assert_eq!(
        commands("$ one \\\n  more\nout\n$ two"),
        [("one \\\n  more".to_owned(), vec!["out".to_owned()]), ("two".to_owned(), vec![])]
    );
}
