//! The fields this organisation added to its incidents.

use db::Tx;
use desk::access::Agent;
use desk::custom::{self, Draft, Words};
use desk::{Context, Result};

/// What it is about, as it is written on the device.
pub(crate) const DEVICE: &str = "x.device";
/// How many people cannot work.
pub(crate) const AFFECTED: &str = "x.affected";

/// A field: its code, the code of its type, its labels in English and German.
type Plan = (&'static str, &'static str, &'static str, &'static str);

const PLANS: [Plan; 2] =
    [(DEVICE, "line", "Device", "Gerät"), (AFFECTED, "number", "People affected", "Betroffene")];

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
            least: (holds == "number").then(|| "0".to_owned()),
            ..Draft::default()
        };
        custom::create(tx, ctx, &Agent::system(), &incident::KIND, draft)?;
    }
    Ok(())
}
