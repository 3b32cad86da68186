//! How commands end when something is wrong: one clear line that says what to do.

use std::process::ExitCode;

use crate::say;

/// It failed.
const FAILED: u8 = 1;
/// The command line was not understood.
const USAGE: u8 = 2;

/// Prints help or version as asked, or what is wrong with the command line.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    drop(error.print());
    if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}

/// Prints why a command failed.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    say::aside(&format!("mainstay: {}", words(error)));
    ExitCode::from(FAILED)
}

/// The error with its context. What the desk refused is told in the words of the pages, because
/// its own text is for the log.
fn words(error: &anyhow::Error) -> String {
    let Some(refusal) = error.downcast_ref::<desk::Error>() else {
        return format!("{error:#}");
    };
    let english = web::i18n::Languages::embedded().translator(None, None);
    let problems = match refusal {
        desk::Error::Db(_) | desk::Error::Broken(_) => return format!("{error:#}"),
        refusal => web::problems(&english, refusal),
    };
    let lines = problems.into_iter().map(|problem| match problem.field.as_str() {
        "" => problem.message,
        field => format!("{field}: {}", problem.message),
    });
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_refusal_names_the_field_and_the_remedy() {
        let error = anyhow::Error::from(desk::Error::invalid("email", "taken"));
        let told = words(&error);
        assert!(
            told.starts_with("email: ") && told.ends_with('.') && !told.contains("taken\""),
            "{told}"
        );
    }

    #[test]
    fn a_failure_keeps_its_context() {
        let error = anyhow::anyhow!("inner").context("outer");
        assert_eq!(words(&error), "outer: inner");
    }
}
