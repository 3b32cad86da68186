//! The lists kept under a name, on the list they are of.

use desk::access::{Action, Reach};
use desk::filter::{self, Compare, Condition, Expr, Operand, Path, Test};
use desk::view::{SHARED_WITH, Sharing, View};

use super::super::own::Pages;
use super::Shown;
use super::look::{Look, view_address};
use super::tallies::of_view;
use crate::identify::Member;
use crate::page::{Choice, FormField, Link, QueueLink, ViewForm, ViewLink, ViewMenu};
use crate::work::{Names, counted_words};

/// Where views are kept and seen to.
const VIEWS: &str = "/views";
/// Where the browser goes after pinning.
const BACK: &str = "back";

/// The views at hand, among the queues.
pub(super) fn pinned(look: &Look, all: &Shown) -> Vec<QueueLink> {
    let mut pinned: Vec<&View> = all.views.iter().filter(|view| view.pinned_at.is_some()).collect();
    pinned.sort_by_key(|view| view.pinned_at);
    // The one that is shown stands there as well, so that the reader sees where they are.
    let shown = look.view.as_ref().filter(|view| view.pinned_at.is_none());
    let link = |view: &View| QueueLink {
        link: Link::new(view_address(look.kind, view), view.name.as_str()),
        current: look.view.as_ref().is_some_and(|shown| shown.id == view.id),
        count: counted_words(all.tallies.get(&of_view(view)).copied()),
    };
    pinned.into_iter().chain(shown).map(link).collect()
}

/// The menu of views, and the forms that keep this list.
pub(super) fn menu<P: Pages>(
    member: &Member,
    look: &Look,
    views: &[View],
    names: &Names,
) -> ViewMenu {
    let t = &member.t;
    let link = |view: &View| ViewLink {
        link: Link::new(view_address(look.kind, view), view.name.as_str()),
        shared: shared(member, view, names),
        current: look.view.as_ref().is_some_and(|shown| shown.id == view.id),
        pin_path: format!("{VIEWS}/{}/pin", view.id),
        pinned: view.pinned_at.is_some(),
    };
    let overwrite = look
        .view
        .as_ref()
        .filter(|view| view.is_changed_by(&member.agent) && look.is_changed())
        .map(|view| ViewForm {
            path: format!("{VIEWS}/{}", view.id),
            method: "patch",
            fields: wishes(look)
                .into_iter()
                .chain([FormField::hidden("version", view.version.to_string())])
                .collect(),
            submit: t.text_with("view-overwrite", &[("name", view.name.as_str().into())]),
        });
    let keep = ViewForm {
        path: VIEWS.to_owned(),
        method: "",
        fields: [FormField::hidden("kind", P::KIND.code)]
            .into_iter()
            .chain(wishes(look))
            .chain(named::<P>(member, names))
            .collect(),
        submit: t.text("view-keep-submit"),
    };
    ViewMenu {
        views: views.iter().map(link).collect(),
        back: FormField::hidden(BACK, look.address()),
        all: Link::new(format!("{VIEWS}?kind={}", P::KIND.code), t.text("view-all")),
        keep,
        overwrite,
    }
}

/// What a view keeps of this list: all that narrows it as one filter.
fn wishes(look: &Look) -> Vec<FormField> {
    let request = &look.request;
    vec![
        FormField::hidden("q", whole_filter(look)),
        FormField::hidden("columns", request.fields.join(",")),
        FormField::hidden("sort", request.sort.as_str()),
        FormField::hidden("group", request.group.as_str()),
    ]
}

/// Queue, filter, words and plain conditions as one filter. What cannot be read is kept as it was
/// typed: keeping the view then says what is wrong with it.
fn whole_filter(look: &Look) -> String {
    let request = &look.request;
    let read = [look.queue_filter(), request.q.as_str()].map(filter::parse);
    let [Ok(queue), Ok(q)] = read else { return request.q.clone() };
    let words = match request.text.trim() {
        "" => Expr::Everything,
        said => Expr::Words(filter::Text { said: said.to_owned(), span: filter::Span::default() }),
    };
    let plain = request.equals.iter().map(|(code, value)| {
        let test = match value.as_str() {
            "" => Test::Empty,
            value => Test::Compare(Compare::Equal, exactly(value)),
        };
        Expr::Is(Condition { path: Path::new(&[code.as_str()]), test })
    });
    let parts = [queue, q, words].into_iter().chain(plain).collect();
    Expr::all(parts).to_string()
}

/// A plain value in a filter: a number or a code as it is, everything else as text.
fn exactly(value: &str) -> Operand {
    match value.parse() {
        Ok(number) => Operand::number(number),
        Err(_) => Operand::text(value),
    }
}

/// The name of a new view, and with whom it is shared.
fn named<P: Pages>(member: &Member, names: &Names) -> Vec<FormField> {
    let (t, agent) = (&member.t, &member.agent);
    let name = FormField::text("name", t.text("field-name")).required().at_most(100);
    if agent.permissions.reach(P::KIND.code, Action::Read) <= Some(Reach::Own) {
        return vec![name];
    }
    let offered = |code: &&&str| match **code {
        "team" => !agent.teams.is_empty(),
        "everybody" => agent.administers(),
        _ => true,
    };
    let choice = |code: &&str| Choice::new(*code, t.text_of("shared-with", code));
    let choices = SHARED_WITH.iter().filter(offered).map(choice).collect();
    let shared = FormField::select("shared_with", t.text("field-shared-with"), choices);
    let teams: Vec<Choice> = agent
        .teams
        .iter()
        .map(|team| Choice::new(team.to_string(), names.name(Some(*team)).unwrap_or_default()))
        .collect();
    let team = (!teams.is_empty()).then(|| {
        let none = Choice::new("", t.text("choose-none"));
        let teams = std::iter::once(none).chain(teams).collect();
        FormField::select("team", t.text("field-team"), teams)
    });
    [name, shared].into_iter().chain(team).collect()
}

/// With whom a view is shared, or who shares it.
fn shared(member: &Member, view: &View, names: &Names) -> String {
    let t = &member.t;
    match view.sharing {
        _ if view.owner != member.agent.person => {
            let owner = names.name(Some(view.owner)).unwrap_or_default();
            t.text_with("view-by", &[("owner", owner.as_str().into())])
        }
        Sharing::Nobody => String::new(),
        Sharing::Team(team) => names.name(Some(team)).unwrap_or_default(),
        Sharing::Company(company) => names.name(Some(company)).unwrap_or_default(),
        Sharing::Everybody => t.text_of("shared-with", "everybody"),
    }
}
