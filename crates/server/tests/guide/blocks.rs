//! The fenced blocks of a page.

/// What a block is, by its info string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `sh`: done from the first line to the last; nothing in it may fail.
    Done,
    /// `sh,runs`: goes on, once it says that it does, until the next one or the end of the page.
    Runs,
    /// `console`: commands behind `$ `, each with what it prints; `…` stands for anything.
    Shown,
    /// `console,refused`: the same, of commands that fail.
    Refused,
    /// `sh,needs=…`: not run for this reason, only read by a shell.
    NotRun(&'static str),
    /// `toml`: settings.
    Settings,
    /// `filter`: a filter a line.
    Filter,
    /// `json`.
    Json,
    /// Text that is neither a command nor read by this program.
    Other,
}

/// Why something is not run.
const NEEDS: &[(&str, &str)] = &[
    ("root", "it installs into the machine"),
    ("systemd", "it speaks with the service manager of the machine"),
    ("containers", "it builds a release and starts a container"),
    ("terminal", "it asks for a password at the terminal"),
    ("minutes", "it builds a release, which takes minutes; the packages have tests of their own"),
];

impl Kind {
    fn of(info: &str, place: &str) -> Kind {
        match info {
            "sh" => Kind::Done,
            "sh,runs" => Kind::Runs,
            "console" => Kind::Shown,
            "console,refused" => Kind::Refused,
            "toml" => Kind::Settings,
            "filter" => Kind::Filter,
            "json" => Kind::Json,
            "yaml" | "nginx" => Kind::Other,
            other => {
                let need = other.strip_prefix("sh,needs=");
                let known = NEEDS.iter().find(|(need_of, _)| Some(*need_of) == need);
                let (_, why) = known.unwrap_or_else(|| panic!("{place}: what is a `{other}`?"));
                Kind::NotRun(why)
            }
        }
    }

    /// Whether it is run.
    pub(crate) fn is_run(self) -> bool {
        matches!(self, Kind::Done | Kind::Runs | Kind::Shown | Kind::Refused | Kind::Filter)
    }
}

/// A block and where it stands.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) place: String,
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

/// The blocks of a page, in order.
pub(crate) fn read(page: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        assert!(
            !line.starts_with("    ") || line.trim_start().starts_with(['-', '*']),
            "{page}:{}: an indented block says nothing of what it is; fence it",
            number + 1
        );
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        let indent = line.len() - line.trim_start().len();
        let place = format!("{page}:{}", number + 1);
        let kind = Kind::of(info, &place);
        let body = lines.by_ref().map(|(_, line)| line);
        let body = body.take_while(|line| line.trim() != "```");
        let text = body.map(|line| line.get(indent..).unwrap_or("")).collect::<Vec<_>>();
        blocks.push(Block { place, kind, text: text.join("\n") });
    }
    blocks
}
