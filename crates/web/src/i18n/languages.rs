//! All languages, and which one a reader gets.

use std::sync::Arc;

use fluent_bundle::FluentResource;
use unic_langid::LanguageIdentifier;

use super::preference::{accepted, primary};
use super::translator::{Bundle, Translator};

/// One language: its code, its own name for itself, and its texts.
struct Source {
    code: &'static str,
    name: &'static str,
    texts: &'static [&'static str],
}

macro_rules! texts {
    ($language:literal) => {
        &[
            include_str!(concat!("../../locales/", $language, "/shell.ftl")),
            include_str!(concat!("../../locales/", $language, "/account.ftl")),
            include_str!(concat!("../../locales/", $language, "/form.ftl")),
            include_str!(concat!("../../locales/", $language, "/field.ftl")),
            include_str!(concat!("../../locales/", $language, "/fields.ftl")),
            include_str!(concat!("../../locales/", $language, "/fault.ftl")),
            include_str!(concat!("../../locales/", $language, "/filter.ftl")),
            include_str!(concat!("../../locales/", $language, "/list.ftl")),
            include_str!(concat!("../../locales/", $language, "/views.ftl")),
            include_str!(concat!("../../locales/", $language, "/record.ftl")),
            include_str!(concat!("../../locales/", $language, "/past.ftl")),
            include_str!(concat!("../../locales/", $language, "/administration.ftl")),
            include_str!(concat!("../../locales/", $language, "/health.ftl")),
            include_str!(concat!("../../locales/", $language, "/custody.ftl")),
            include_str!(concat!("../../locales/", $language, "/retention.ftl")),
            include_str!(concat!("../../locales/", $language, "/refusal.ftl")),
            include_str!(concat!("../../locales/", $language, "/setup.ftl")),
            include_str!(concat!("../../locales/", $language, "/general.ftl")),
            include_str!(concat!("../../locales/", $language, "/people.ftl")),
            include_str!(concat!("../../locales/", $language, "/time.ftl")),
            include_str!(concat!("../../locales/", $language, "/organ.ftl")),
            include_str!(concat!("../../locales/", $language, "/inbox.ftl")),
            include_str!(concat!("../../locales/", $language, "/file.ftl")),
            include_str!(concat!("../../locales/", $language, "/satisfaction.ftl")),
            include_str!(concat!("../../locales/", $language, "/search.ftl")),
            include_str!(concat!("../../locales/", $language, "/merging.ftl")),
            include_str!(concat!("../../locales/", $language, "/bulk.ftl")),
            include_str!(concat!("../../locales/", $language, "/closing.ftl")),
            include_str!(concat!("../../locales/", $language, "/baseline.ftl")),
            include_str!(concat!("../../locales/", $language, "/roles.ftl")),
            include_str!(concat!("../../locales/", $language, "/priorities.ftl")),
            include_str!(concat!("../../locales/", $language, "/assignment.ftl")),
            include_str!(concat!("../../locales/", $language, "/family.ftl")),
            include_str!(concat!("../../locales/", $language, "/escalation.ftl")),
            include_str!(concat!("../../locales/", $language, "/organisation.ftl")),
            include_str!(concat!("../../locales/", $language, "/reference.ftl")),
            include_str!(concat!("../../locales/", $language, "/incident.ftl")),
        ]
    };
}

impl Source {
    /// The language as the plural rules know it. Our codes are literals that parse; a test holds
    /// the plurals to it.
    fn id(&self) -> LanguageIdentifier {
        self.code.parse().unwrap_or_default()
    }
}

/// The first is the one everything falls back to.
fn sources() -> [Source; 2] {
    [
        Source { code: "en", name: "English", texts: texts!("en") },
        Source { code: "de", name: "Deutsch", texts: texts!("de") },
    ]
}

/// Every language of the interface, parsed once at start and shared from then on.
pub struct Languages {
    fallback: Translator,
    others: Vec<Translator>,
    names: Vec<(&'static str, &'static str)>,
}

impl Languages {
    /// Parses the embedded texts.
    #[must_use]
    pub fn embedded() -> Self {
        let [english, rest @ ..] = sources();
        let mut names = vec![(english.code, english.name)];
        let own = Arc::new(bundle(&english));
        let fallback = Translator { code: english.code, fallback: Arc::clone(&own), own };
        let mut others = Vec::new();
        for source in rest {
            names.push((source.code, source.name));
            others.push(Translator {
                code: source.code,
                own: Arc::new(bundle(&source)),
                fallback: Arc::clone(&fallback.own),
            });
        }
        Self { fallback, others, names }
    }

    /// The languages there are, as (code, own name), for a person's setting.
    #[must_use]
    pub fn choices(&self) -> &[(&'static str, &'static str)] {
        &self.names
    }

    /// The own name of the language with this code; nothing where there is none such.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&'static str> {
        self.names.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
    }

    /// The codes of the languages there are.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        self.names.iter().map(|(code, _)| (*code).to_owned()).collect()
    }

    /// Codes and own names, for whoever keeps them.
    #[must_use]
    pub fn owned_choices(&self) -> Vec<(String, String)> {
        let owned = |(code, name): &(&str, &str)| ((*code).to_owned(), (*name).to_owned());
        self.names.iter().map(owned).collect()
    }

    /// The language for one reader: what the person has set, else what the browser asks for,
    /// else English.
    #[must_use]
    pub fn translator(&self, setting: Option<&str>, accept_language: Option<&str>) -> Translator {
        self.translator_in(None, setting, accept_language)
    }

    /// The same in an organisation, whose language comes before English.
    #[must_use]
    pub fn translator_in(
        &self,
        house: Option<&str>,
        setting: Option<&str>,
        accept_language: Option<&str>,
    ) -> Translator {
        let header = accepted(accept_language.unwrap_or_default());
        setting
            .into_iter()
            .chain(header)
            .chain(house)
            .find_map(|tag| self.speaking(primary(tag)))
            .unwrap_or(&self.fallback)
            .clone()
    }

    fn speaking(&self, language: &str) -> Option<&Translator> {
        std::iter::once(&self.fallback)
            .chain(&self.others)
            .find(|translator| translator.code.eq_ignore_ascii_case(language))
    }
}

/// A text that does not parse is left out and the rest still works; a test refuses such a file.
fn bundle(source: &Source) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![source.id()]);
    // The marks Fluent puts around each value serve mixed writing directions; none of our
    // languages needs them, and they would travel along when somebody copies a number.
    bundle.set_use_isolating(false);
    for text in source.texts {
        let resource =
            FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(parsed, faults)| {
                tracing::error!(language = source.code, ?faults, "text file with mistakes");
                parsed
            });
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(language = source.code, ?faults, "text defined twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use fluent_bundle::FluentResource;

    use super::{Languages, bundle, sources};
    use crate::i18n::Arg;

    #[test]
    fn every_file_parses_and_defines_each_text_once() {
        for source in sources() {
            let mut seen = super::Bundle::new_concurrent(vec![source.id()]);
            for text in source.texts {
                let resource = FluentResource::try_new((*text).to_owned());
                let resource = resource.map_err(|(_, faults)| faults).unwrap();
                seen.add_resource(resource).unwrap();
            }
            assert!(bundle(&source).has_message("nav-incidents"), "{}", source.code);
        }
    }

    #[test]
    fn the_setting_wins_over_the_browser() {
        let languages = Languages::embedded();
        let language = |set, header| languages.translator(set, header).language();
        assert_eq!(language(Some("de"), Some("en")), "de");
        assert_eq!(language(None, Some("fr, de-AT;q=0.9, en;q=0.8")), "de");
        assert_eq!(language(Some("tlh"), Some("de")), "de");
        assert_eq!(language(None, Some("fr")), "en");
        assert_eq!(language(None, None), "en");
    }

    #[test]
    fn plurals_follow_the_number() {
        let english = Languages::embedded().translator(None, None);
        let minutes = |n| english.text_with("time-minutes-ago", &[("n", Arg::Number(n))]);
        assert_eq!(minutes(1), "1 minute ago");
        assert_eq!(minutes(5), "5 minutes ago");
    }

    #[test]
    fn codes_become_keys_and_an_unknown_text_is_its_key() {
        let english = Languages::embedded().translator(None, None);
        assert_eq!(english.text_of("state-incident", "on_hold"), "On hold");
        assert_eq!(english.known("state-incident", "somewhere_else"), None);
        assert_eq!(
            english.text_of("did-incident", "hum"),
            "made changes",
            "the member for the rest"
        );
        assert_eq!(english.text("no-such-text"), "no-such-text");
    }
}
