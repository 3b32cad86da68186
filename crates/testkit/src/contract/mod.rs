//! The contract of a practice: what every kind of record promises, checked on its own tables.
//!
//! Nothing is written down twice. What is tried follows from the lifecycle, the fields and the
//! inputs of the practice itself, so that a line added to a table is held to the same promises as
//! those that stood there before.
#![allow(clippy::indexing_slicing, reason = "used by tests alone, where a panic is the answer")]

mod access;
mod answer;
mod api;
mod arranging;
mod assigning;
mod browser;
mod bulk;
mod course;
mod custody;
mod custom;
mod efforts;
mod erasing;
mod exports;
mod families;
mod feed;
mod fields;
mod files;
mod filters;
mod forms;
mod handover;
mod hostile;
mod inbox;
mod internal;
mod journal;
mod keeping;
mod keys;
mod lifecycle;
mod links;
mod listening;
mod lists;
mod markup;
mod merging;
mod organs;
mod own;
mod pages;
mod paging;
mod parts;
mod past;
mod refusals;
mod restricted;
mod samples;
mod satisfied;
mod schema;
mod search;
mod sections;
mod tags;
mod tasks;
mod told;
mod trial;
mod versions;
mod watching;
mod words;
mod workbook;

use std::thread;

use desk::work::Work;
use web::Endpoints;

pub use answer::Answer;
pub use axum::http::Method;
pub use browser::{Browser, Session, escaped};
pub use listening::{Event, Listening, PATIENCE};
pub use markup::{Control, Form, form_of, forms as forms_of};
use trial::Trial;
pub use workbook::{Held, SheetRow, rows_of};

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
        ("the feed tells what the histories tell", feed::tells_what_the_histories_tell),
        ("what happens is told while it happens", feed::is_told_while_it_happens),
        ("and to whoever may hear it now", feed::is_told_to_whoever_may_hear_now),
        ("the journal tells all", journal::tells_all),
        ("the journal shows tampering", journal::shows_tampering),
        ("everything of it has words", words::are_all_there),
        ("it is shown as it stood", past::stands_as_it_was),
        ("each field tells what it held", past::is_told_field_by_field),
        ("its pages show how it stood", past::is_shown_on_pages),
        ("what was erased is said to be", past::says_what_was_erased),
        ("what is withdrawn is gone, and comes back", custody::withdrawn_is_gone_and_comes_back),
        ("it is withdrawn on its page", custody::withdrawn_on_its_page),
        ("what is erased is gone at every door", erasing::erases_at_every_door),
        ("a value is erased on a page", erasing::is_done_on_a_page),
        ("its texts go when their time is over", keeping::ends_when_its_time_is_over),
        ("reads of the restricted are written down", restricted::reads_are_written_down),
        ("its pages show it", pages::show_it),
        ("its pages offer what is possible", pages::offer_what_is_possible),
        ("a form does what the API does", forms::do_what_the_api_does),
        ("a form left alone changes nothing", forms::left_alone_change_nothing),
        ("a form that comes late shows both values", forms::that_come_late_show_both),
        ("a refused form keeps what was typed", refusals::keep_what_was_typed),
        ("a form that comes too late keeps it too", refusals::keep_what_comes_too_late),
        ("its list is what its reader makes of it", arranging::are_what_their_reader_makes_of_them),
        ("hostile text stays text", hostile::text_stays_text),
        ("its API answers as it says", api::answers_as_it_says),
        ("its API answers fit its description", schema::answers_fit_the_description),
        ("its API names what is wrong", api::names_what_is_wrong),
        ("keys make it happen once", keys::make_it_happen_once),
        ("keys hold when it comes at once", keys::hold_when_it_comes_at_once),
        ("keys keep answers for who went away", keys::keep_the_answer_for_whoever_went_away),
        ("keys are taken by the change alone", keys::are_taken_by_the_change_alone),
        ("keys tell nothing of the restricted", keys::tell_nothing_of_the_restricted),
        ("parts of it are read and written", parts::are_read_and_written_by_themselves),
        ("parts of it tell nothing hidden", parts::tell_nothing_of_what_is_hidden),
    ]
}

/// What it promises of its lists.
fn promises_of_lists<P: Work>() -> Vec<Promise<P>> {
    vec![
        ("every field filters", filters::every_field_filters),
        ("a filter finds what equality finds", lists::a_filter_finds_what_equality_finds),
        ("every field sorts", lists::every_field_sorts),
        ("groups add up", lists::groups_add_up),
        ("queues tell how much there is in them", lists::queues_tell_how_much),
        ("lists tell what they are asked", lists::tell_what_they_are_asked),
        ("a page belongs to its list", lists::a_page_belongs_to_its_list),
        ("an export holds what its list shows", exports::hold_what_the_list_shows),
        ("an export is for its reader", exports::are_for_their_reader),
        ("an export of no list is refused", exports::of_no_list_are_refused),
        ("pages of a list lose and repeat nothing", paging::loses_and_repeats_nothing),
        ("a preview foresees what one by one would do", bulk::foresees_what_one_by_one_would_do),
        ("many are changed record by record", bulk::is_done_record_by_record),
        ("a bulk edit names what it cannot take", bulk::names_what_it_cannot_take),
        ("many are changed on pages", bulk::is_done_on_pages),
        ("a bulk edit takes what a list shows", bulk::takes_lists_and_overwrites_nothing),
    ]
}

/// What it promises of the fields administrators add and of all that hangs on its records.
fn promises_of_organs<P: Work>() -> Vec<Promise<P>> {
    vec![
        ("fields that are added are fields", custom::are_fields),
        ("fields that are added are asked for and shown", custom::are_asked_for_and_shown),
        ("fields that are added clash as others do", custom::clash_as_others_do),
        ("fields that are added keep the rules of states", custom::keep_the_rules_of_states),
        ("fields that are added for the inside stay there", custom::stay_inside),
        ("rows of fields that are added are held against the journal", custom::are_checked),
        ("headings and records are found alike", watching::headings_agree),
        ("watching shows it and allows nothing", watching::shows_it_and_allows_nothing),
        ("watching follows it", watching::follows_it),
        ("links are read from both ends", links::are_read_from_both_ends),
        ("links tell nothing of what is unseen", links::tell_nothing_of_what_is_unseen),
        ("it is found by whoever sees it", search::finds_it_for_whoever_sees_it),
        ("what cannot be looked for is told", search::says_what_it_cannot_look_for),
        ("what is alike is told", search::tells_what_is_alike),
        ("what is alike tells no more", search::tells_nothing_by_what_is_alike),
        ("two of it become one", merging::makes_one_of_two),
        ("what hangs on it goes along", merging::moves_what_hangs_on_it),
        ("whoever may makes one of two", merging::is_done_by_whoever_may),
        ("nothing more is put on what was merged", merging::nothing_more_is_put_on_it),
        ("a merge names what one sees alone", merging::names_the_target_to_whoever_sees_it),
        ("names of files are erased after a merge", merging::erases_names_of_files_once),
        ("a part of it becomes one of its own", merging::splits_off_a_part),
        ("parents and children are known to lists", families::are_known_to_lists),
        ("what is over is followed up", families::are_followed_up),
        ("whoever asked says how it went", satisfied::is_said),
        ("what is opened is given by rules", assigning::is_given_by_rules),
        ("tags sort the inside", tags::sort_the_inside),
        ("tasks are done in their turn", tasks::are_done_in_their_turn),
        ("tasks are seen by whoever does them", tasks::are_seen_by_whoever_does_them),
        ("tasks hold up what waits for them", tasks::hold_up_what_waits_for_them),
        ("effort and cost are booked and summed", efforts::are_booked_and_summed),
        ("effort and cost are open to correction", efforts::are_open_to_correction),
        ("sections do what the API does", sections::do_what_the_api_does),
        ("sections offer what one may", sections::offer_what_one_may),
        ("tasks and reminders have pages", own::tasks_and_reminders_have_pages),
        ("files are given as they were taken", files::are_given_as_they_were_taken),
        ("files come together or not at all", files::come_together_or_not_at_all),
        ("files are kept from whom they are not for", files::are_kept_from_whom_they_are_not_for),
        ("files that are refused are not kept", files::refused_are_not_kept),
        ("files are added on its page", files::are_added_on_its_page),
        ("files are erased", files::are_erased_without_a_trace_of_what_they_held),
        ("people are told what concerns them", told::whom_it_concerns),
        ("people are told once", told::once),
        ("nobody is told what they may not see", told::nobody_else),
        ("people are told what they are to do", told::what_is_to_be_done),
        ("an inbox is read line by line", inbox::is_read_line_by_line),
        ("an inbox is read by looking", inbox::is_read_by_looking),
        ("an inbox has a page", inbox::has_a_page),
        ("plans have pages", own::plans_have_pages),
        ("absence has a stand-in", own::absence_has_a_stand_in),
    ]
}

/// Holds a practice to its promises, on both engines. `register` adds its endpoints.
///
/// # Panics
/// When a promise is broken; every one is tried first, and all that are broken are named.
pub fn contract<P: Work>(register: fn(&mut Endpoints)) {
    let mut broken = Vec::new();
    let promises = [promises::<P>(), promises_of_lists::<P>(), promises_of_organs::<P>()].concat();
    for some in promises.chunks(AT_ONCE) {
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
