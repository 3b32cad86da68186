//! The markup itself: nothing inline, every form protected, every label at its field.

use std::collections::BTreeSet;

use super::samples::pages;

/// The values of every `name="…"` in the page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn tags<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    page.split(&start).skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

fn whole_pages() -> Vec<(&'static str, String)> {
    let is_part = |name: &str| ["panel", "part of an inbox"].contains(&name);
    pages("en", "word").into_iter().filter(|(name, _)| !is_part(name)).collect()
}

#[test]
fn nothing_is_inline_so_that_the_content_policy_can_be_strict() {
    for (name, page) in pages("de", "word") {
        assert!(!page.contains("<style") && attributes(&page, "style").is_empty(), "{name}: style");
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/"), "{name}: script");
        }
        for attribute in page.split_whitespace().filter(|word| word.starts_with("on")) {
            assert!(!attribute.contains('='), "{name}: {attribute}");
        }
        assert!(!page.contains("hx-on") && !page.contains("hx-vals=\"js"), "{name}: needs eval");
        assert!(!page.contains("/assets/unknown"), "{name}: a file that does not exist");
    }
}

#[test]
fn every_form_that_writes_carries_the_token() {
    for (name, page) in pages("en", "word") {
        for form in page.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            let writes = form.contains("method=\"post\"");
            assert_eq!(writes, form.contains("name=\"csrf\""), "{name}: {form}");
        }
    }
}

#[test]
fn every_verb_says_which_version_it_was_meant_for() {
    let pages = pages("en", "word");
    let (_, record) = pages.iter().find(|(name, _)| *name == "record").unwrap();
    for form in record.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap()) {
        if form.contains("hx-post") {
            assert!(form.contains("name=\"version\" value=\"7\""), "{form}");
            let path = attributes(form, "action")[0];
            assert_eq!(
                attributes(form, "hx-post"),
                [path],
                "htmx and the plain form go to one place"
            );
        }
    }
}

#[test]
fn ids_are_unique_and_everything_that_names_one_finds_it() {
    for (name, page) in whole_pages() {
        let all = attributes(&page, "id");
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), ids.len(), "{name}: an id given twice: {all:?}");
        for reference in ["for", "list", "aria-labelledby", "aria-describedby", "aria-controls"] {
            for value in attributes(&page, reference).iter().flat_map(|value| value.split(' ')) {
                assert!(ids.contains(value), "{name}: {reference}={value} leads nowhere");
            }
        }
        for target in attributes(&page, "href").iter().filter_map(|href| href.strip_prefix('#')) {
            assert!(ids.contains(target), "{name}: #{target} leads nowhere");
        }
    }
}

#[test]
fn every_field_that_shows_has_a_label() {
    for (name, page) in whole_pages() {
        let labelled: BTreeSet<&str> = attributes(&page, "for").into_iter().collect();
        for field in ["input", "select", "textarea"].into_iter().flat_map(|tag| tags(&page, tag)) {
            let field = format!(" {field}");
            let kind = attributes(&field, "type").first().copied().unwrap_or_default();
            if !["hidden", "radio"].contains(&kind) {
                assert!(labelled.contains(attributes(&field, "id")[0]), "{name}: {field}");
            }
        }
    }
}

#[test]
fn headings_begin_with_one_h1_and_skip_no_level() {
    for (name, page) in whole_pages() {
        let levels: Vec<u32> = page
            .split("<h")
            .skip(1)
            .filter(|rest| rest.chars().nth(1).is_some_and(|next| next == '>' || next == ' '))
            .filter_map(|rest| rest.chars().next().and_then(|digit| digit.to_digit(10)))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
    }
}

#[test]
fn the_panel_replaces_itself() {
    let pages = pages("en", "word");
    let (_, panel) = pages.iter().find(|(name, _)| *name == "panel").unwrap();
    assert!(panel.trim_start().starts_with("<div class=\"record\" id=\"record\" "));
    for target in attributes(panel, "hx-target").iter().filter(|target| !target.ends_with("-list"))
    {
        assert_eq!(*target, "#record");
    }
}
