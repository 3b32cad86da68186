//! The fields this organisation added to its incidents.

use db::Tx;
use desk::access::Agent;
use desk::custom::{self, Alternative, Draft, Words};
use desk::{Context, Result};

/// What it is about, as it is written on the device.
pub(crate) const DEVICE: &str = "x.device";
/// How many people cannot work.
pub(crate) const AFFECTED: &str = "x.affected";

/// Where somebody works who does not work at a site.
pub(crate) const WORKPLACE: &str = "x.workplace";

/// What there is to choose from for the workplace: code, English, German.
const WORKPLACES: [(&str, &str, &str); 3] = [
    ("office", "In the office", "Im Büro"),
    ("home", "At home", "Zu Hause"),
    ("road", "On the road", "Unterwegs"),
];

/// A field: its code, the code of its type, its labels in English and German.
type Plan = (&'static str, &'static str, &'static str, &'static str);

const PLANS: [Plan; 3] = [
    (DEVICE, "line", "Device", "Gerät"),
    (AFFECTED, "number", "People affected", "Betroffene"),
    (WORKPLACE, "choice", "Works", "Arbeitet"),
];

/// Adds them.
pub(crate) fn add(tx: &Tx<'_>, ctx: &Context) -> Result<()> {
    for (code, holds, english, german) in PLANS {
        let words = [("en", english), ("de", german)].map(|(language, label)| Words {
            language: language.to_owned(),
            label: label.to_owned(),
            help: String::new(),
        });
        let draft = Draft {
            code: Some(code.to_owned()),
            holds: Some(holds.to_owned()),
            words: Some(words.into()),
            options: (holds == "choice").then(workplaces),
            least: (holds == "number").then(|| "0".to_owned()),
            ..Draft::default()
        };
        custom::create(tx, ctx, &Agent::system(), &incident::KIND, draft)?;
    }
    Ok(())
}

fn workplaces() -> Vec<Alternative> {
    let offered = |(code, english, german): (&str, &str, &str)| Alternative {
        code: code.to_owned(),
        labels: [("en", english), ("de", german)]
            .map(|(language, label)| (language.to_owned(), label.to_owned()))
            .into(),
        active: true,
    };
    WORKPLACES.map(offered).into()
}
