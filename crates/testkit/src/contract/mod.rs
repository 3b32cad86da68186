//! The contract of a practice: what every kind of record promises, checked on its own tables.
//!
//! Nothing is written down twice. What is tried follows from the lifecycle, the fields and the
//! inputs of the practice itself, so that a line added to a table is held to the same promises as
//! those that stood there before.
#![allow(clippy::indexing_slicing, reason = "used by tests alone, where a panic is the answer")]

mod access;
mod answer;
mod api;
mod browser;
mod course;
mod custody;
mod efforts;
mod fields;
mod filters;
mod forms;
mod handover;
mod hostile;
mod internal;
mod journal;
mod lifecycle;
mod links;
mod markup;
mod organs;
mod pages;
mod paging;
mod past;
mod refusals;
mod restricted;
mod samples;
mod schema;
mod sections;
mod tags;
mod tasks;
mod trial;
mod versions;
mod watching;
mod words;

use std::thread;

use desk::work::Work;
use web::Endpoints;

pub use answer::Answer;
pub use browser::{Browser, Session};
pub use markup::{Control, Form, forms as forms_of};
use trial::Trial;

use crate::Engine;

/// One promise.
type Promise<P> = (&'static str, fn(&Trial<P>));

/// Promises tried at once: most of the time goes by waiting for a disk.
const AT_ONCE: usize = 4;

/// What every practice promises, in the order in which it is tried.
fn promises<P: Work>() -> Vec<Promise<P>> {
    vec![
        ("its fields are its columns", fields::are_the_columns),
        ("what it is given it keeps", fields::keep_what_they_are_given),
        ("it takes what people say", fields::take_what_people_say),
        ("its lifecycle is what happens", lifecycle::is_what_happens),
        ("nobody undoes what somebody else wrote", versions::nobody_undoes_anothers_work),
        ("one sees and does what one may", access::one_sees_and_does_what_one_may),
        ("one opens what one may", access::one_opens_what_one_may),
        ("what is given away is done", handover::is_done_also_when_out_of_sight),
        ("the inside stays inside", internal::stays_inside),
        ("the inside is told record by record", internal::is_told_record_by_record),
        ("the journal tells all", journal::tells_all),
        ("the journal shows tampering", journal::shows_tampering),
        ("everything of it has words", words::are_all_there),
        ("it is shown as it stood", past::stands_as_it_was),
        ("each field tells what it held", past::is_told_field_by_field),
        ("its pages show how it stood", past::is_shown_on_pages),
        ("what was erased is said to be", past::says_what_was_erased),
        ("what is withdrawn is gone, and comes back", custody::withdrawn_is_gone_and_comes_back),
        ("it is withdrawn on its page", custody::withdrawn_on_its_page),
        ("reads of the restricted are written down", restricted::reads_are_written_down),
        ("its pages show it", pages::show_it),
        ("its pages offer what is possible", pages::offer_what_is_possible),
        ("a form does what the API does", forms::do_what_the_api_does),
        ("a form left alone changes nothing", forms::left_alone_change_nothing),
        ("a form that comes late shows both values", forms::that_come_late_show_both),
        ("a refused form keeps what was typed", refusals::keep_what_was_typed),
        ("a form that comes too late keeps it too", refusals::keep_what_comes_too_late),
        ("hostile text stays text", hostile::text_stays_text),
        ("its API answers as it says", api::answers_as_it_says),
        ("its API answers fit its description", schema::answers_fit_the_description),
        ("its API names what is wrong", api::names_what_is_wrong),
        ("every field filters", filters::every_field_filters),
        ("pages of a list lose and repeat nothing", paging::loses_and_repeats_nothing),
        ("headings and records are found alike", watching::headings_agree),
        ("watching shows it and allows nothing", watching::shows_it_and_allows_nothing),
        ("watching follows it", watching::follows_it),
        ("links are read from both ends", links::are_read_from_both_ends),
        ("links tell nothing of what is unseen", links::tell_nothing_of_what_is_unseen),
        ("tags sort the inside", tags::sort_the_inside),
        ("tasks are done in their turn", tasks::are_done_in_their_turn),
        ("tasks are seen by whoever does them", tasks::are_seen_by_whoever_does_them),
        ("tasks hold up what waits for them", tasks::hold_up_what_waits_for_them),
        ("effort and cost are booked and summed", efforts::are_booked_and_summed),
        ("effort and cost are open to correction", efforts::are_open_to_correction),
        ("sections do what the API does", sections::do_what_the_api_does),
        ("sections offer what one may", sections::offer_what_one_may),
    ]
}

/// Holds a practice to its promises, on both engines. `register` adds its endpoints.
///
/// # Panics
/// When a promise is broken; every one is tried first, and all that are broken are named.
pub fn contract<P: Work>(register: fn(&mut Endpoints)) {
    let mut broken = Vec::new();
    for some in promises::<P>().chunks(AT_ONCE) {
        // Each on a thread of its own: a broken promise is heard, and the next is still tried.
        let tries =
            some.iter().flat_map(|(name, promise)| Engine::BOTH.map(|on| (*name, *promise, on)));
        let tries: Vec<_> = tries
            .map(|(name, promise, engine)| {
                let title = format!("{name}, on {engine:?}");
                let body = move || promise(&Trial::<P>::new(engine, register));
                let running = thread::Builder::new().name(title.clone()).spawn(body);
                (title, running.expect("a thread for a promise"))
            })
            .collect();
        let failed = tries
            .into_iter()
            .filter_map(|(title, running)| running.join().is_err().then_some(title));
        broken.extend(failed);
    }
    assert!(broken.is_empty(), "{} breaks its contract:\n  {}", P::KIND.code, broken.join("\n  "));
}
