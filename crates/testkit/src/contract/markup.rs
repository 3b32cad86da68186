//! Reads the forms of a page, as a browser would send them.

/// A form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Its controls in their order.
    pub controls: Vec<Control>,
}

/// A control that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The name it is sent under.
    pub name: String,
    /// What is in it.
    pub value: String,
    /// What can be chosen; nothing for one that is typed into.
    pub options: Option<Vec<String>>,
    /// Whether it is one of several under its name of which one is chosen.
    pub radio: bool,
    /// Whether it would be sent.
    pub sent: bool,
}

impl Form {
    /// What is in the control with this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let chosen = |control: &&Control| control.name == name && (control.sent || !control.radio);
        self.controls.iter().find(chosen).map(|control| control.value.as_str())
    }

    /// The control with this name.
    #[must_use]
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.name == name)
    }

    /// The method it asks for, also where a browser cannot say it.
    #[must_use]
    pub fn method(&self) -> String {
        self.value("_method").unwrap_or("post").to_ascii_uppercase()
    }

    /// Types or chooses something.
    ///
    /// # Panics
    /// When there is no such control, or it does not offer this.
    pub fn fill(&mut self, name: &str, value: &str) {
        let action = self.action.clone();
        let among = |control: &&mut Control| control.radio && control.name == name;
        let mut offered = self.controls.iter_mut().filter(among).peekable();
        if offered.peek().is_some() {
            offered.for_each(|control| control.sent = control.value == value);
            assert_eq!(self.value(name), Some(value), "the form of {action} does not offer it");
            return;
        }
        let control = self.controls.iter_mut().find(|control| control.name == name);
        // Whether children go along is asked only where there are any.
        if control.is_none() && name == desk::family::SPREADS {
            return;
        }
        let control = control.unwrap_or_else(|| panic!("the form of {action} has no field {name}"));
        if let Some(options) = &control.options {
            let offered = options.iter().any(|option| option == value);
            assert!(
                offered,
                "the form of {action} does not offer {value:?} for {name}: {options:?}"
            );
        }
        value.clone_into(&mut control.value);
        control.sent = true;
    }

    /// What a browser sends.
    pub fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        let sent = self.controls.iter().filter(|control| control.sent);
        sent.map(|control| (control.name.as_str(), control.value.as_str()))
    }
}

/// Every form of a page that is sent with POST.
#[must_use]
pub fn forms(page: &str) -> Vec<Form> {
    let starts = page.match_indices("<form").filter_map(|(at, _)| page.get(at..));
    let bodies = starts.filter_map(|rest| rest.split_once("</form>").map(|(form, _)| form));
    bodies.filter_map(form).collect()
}

/// The form of a page that asks this of this address.
///
/// # Panics
/// When the page has none.
#[must_use]
pub fn form_of(page: &str, action: &str, method: &str) -> Form {
    let found = forms(page).into_iter().find(|f| f.action == action && f.method() == method);
    found.unwrap_or_else(|| panic!("no form for {method} {action}"))
}

fn form(text: &str) -> Option<Form> {
    let (opening, body) = tag(text)?;
    let posts = attribute(opening, "method")? == "post";
    posts.then_some(Form { action: attribute(opening, "action")?, controls: controls(body) })
}

fn controls(mut rest: &str) -> Vec<Control> {
    let mut found = Vec::new();
    while let Some(at) = rest.find('<') {
        let Some((opening, after)) = rest.get(at..).and_then(tag) else { break };
        rest = after;
        let name = attribute(opening, "name");
        let value = attribute(opening, "value").unwrap_or_default();
        let radio = attribute(opening, "type").as_deref() == Some("radio");
        let (value, options, sent) = match opening.split_whitespace().next() {
            Some("<input") => {
                let box_or_dot =
                    matches!(attribute(opening, "type").as_deref(), Some("checkbox" | "radio"));
                (value, None, !box_or_dot || has(opening, "checked"))
            }
            Some("<textarea") => {
                let inside = after.split("</textarea>").next().unwrap_or_default();
                // The first line break after the tag belongs to the markup, not to the text.
                (unescaped(inside.strip_prefix('\n').unwrap_or(inside)), None, true)
            }
            Some("<select") => {
                let (options, chosen) =
                    options(after.split("</select>").next().unwrap_or_default());
                (chosen, Some(options), true)
            }
            _ => continue,
        };
        found.extend(name.map(|name| Control { name, value, options, radio, sent }));
    }
    found
}

/// The values of a list, and the one chosen: the first, where none is marked.
fn options(inside: &str) -> (Vec<String>, String) {
    let tags: Vec<&str> = inside
        .match_indices("<option")
        .filter_map(|(at, _)| Some(tag(inside.get(at..)?)?.0))
        .collect();
    let value = |opening: &&str| attribute(opening, "value").unwrap_or_default();
    let chosen = tags.iter().find(|opening| has(opening, "selected")).or(tags.first()).map(value);
    (tags.iter().map(value).collect(), chosen.unwrap_or_default())
}

/// A tag up to its end, and what follows it. Our templates escape `>` in attributes.
fn tag(text: &str) -> Option<(&str, &str)> {
    let end = text.find('>')?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

fn attribute(opening: &str, name: &str) -> Option<String> {
    let (_, after) = opening.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| unescaped(value))
}

fn has(opening: &str, name: &str) -> bool {
    opening.split_whitespace().any(|word| word == name)
}

/// Text as a reader sees it.
pub(super) fn unescaped(text: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let page = r#"<form method="get" action="/l"><input name="q"></form>
            <form class="x" method="post" action="/r/1">
            <input type="hidden" name="_method" value="patch"><input type="checkbox" name="off" value="on">
            <textarea name="text" required>
a &#38; &#60;b&#62;</textarea>
            <select name="one"><option value="">-</option><option value="k" selected>K</option></select></form>"#;
        let [mut form] = <[Form; 1]>::try_from(forms(page)).unwrap();
        assert_eq!((form.action.as_str(), form.method().as_str()), ("/r/1", "PATCH"));
        let sent: Vec<_> = form.sent().collect();
        assert_eq!(sent, [("_method", "patch"), ("text", "a & <b>"), ("one", "k")]);
        form.fill("one", "");
        assert_eq!(form.value("one"), Some(""));
    }

    #[test]
    #[should_panic(expected = "does not offer")]
    fn what_is_not_offered_cannot_be_chosen() {
        let page = r#"<form method="post" action="/r"><select name="a"><option value="k">K</option></select></form>"#;
        forms(page).first_mut().unwrap().fill("a", "other");
    }
}
