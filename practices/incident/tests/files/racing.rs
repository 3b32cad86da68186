//! Letting a content go while it is sent again, on two nodes: whatever meets, nothing that a file
//! refers to is ever removed.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use db::Db;
use desk::file::{self, Limits};
use mainstay_incident::KIND;
use testkit::{Database, Engine};

use crate::house::{House, NUMBER};

/// How often each sender sends; enough that every interleaving of a few steps comes up.
const TIMES: usize = 60;

#[test]
fn removing_and_sending_again_never_lose_a_content() {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        let mut house = House::on(&database);
        // Nothing waits: what is withdrawn is let go, what is let go is removed, at once.
        house.shelf.limits =
            Limits { retention: Duration::ZERO, grace: Duration::ZERO, ..Limits::default() };
        let other = Db::open(database.location()).unwrap();
        let (over, removed) = (AtomicBool::new(false), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let sweeping: Vec<_> = [&*database, &other]
                .into_iter()
                .map(|node| scope.spawn(|| sweep(node, &house, &over, &removed)))
                .collect();
            let sending: Vec<_> = [&*database, &other]
                .into_iter()
                .map(|node| scope.spawn(|| send(node, &house)))
                .collect();
            let sent: Vec<_> = sending.into_iter().map(|sender| sender.join()).collect();
            over.store(true, Ordering::SeqCst);
            sweeping.into_iter().for_each(|sweeper| sweeper.join().unwrap());
            sent.into_iter().for_each(|sender| sender.unwrap());
        });
        let removed = removed.load(Ordering::SeqCst);
        assert!(removed > 10, "{engine:?}: the two hardly met: {removed}");
        house.check();
        // Once to let go of what was withdrawn last, once to remove it.
        for _ in 0..2 {
            house.desk.clock.advance(Duration::from_secs(1));
            house.sweep();
        }
        assert_eq!(house.names(&house.desk.administrator).len(), 0);
        assert_eq!(house.kept(), 0, "{engine:?}: nothing is left over");
        house.check();
    }
}

fn sweep(node: &Db, house: &House, over: &AtomicBool, removed: &AtomicUsize) {
    while !over.load(Ordering::SeqCst) {
        house.desk.clock.advance(Duration::from_millis(1));
        match file::sweep(node, &house.shelf, house.desk.clock.now()) {
            Ok(swept) => {
                removed.fetch_add(usize::try_from(swept.removed).unwrap(), Ordering::SeqCst);
            }
            // Two that sweep at once may give way to each other too often; the next turn does it.
            Err(desk::Error::Db(db::Error::Busy)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Does it again while others are too many at once.
fn patiently<T>(act: impl Fn() -> desk::Result<T>) -> T {
    loop {
        match act() {
            Err(desk::Error::Db(db::Error::Busy)) => {}
            done => return done.unwrap(),
        }
    }
}

/// Adds one of two contents, reads it back, and withdraws it.
fn send(node: &Db, house: &House) {
    let ada = &house.desk.agent;
    for turn in 0..TIMES {
        let content: &[u8] = if turn % 2 == 0 { b"one content" } else { b"another content" };
        let incoming = [house.incoming("a.txt", content)];
        let add = || file::attach(node, &house.shelf, &house.asked(ada, false), &incoming);
        let added = patiently(add).remove(0);
        let (_, found) = patiently(|| node.read(|tx| file::find(tx, ada, &KIND, NUMBER, added.id)));
        let key = found.kept.key;
        let read = house.shelf.store.read(&key, 0..found.size).and_then(|r| r.whole(100));
        assert_eq!(read.unwrap(), content, "what a file refers to is there");
        patiently(|| {
            let (ctx, by) = (house.context(ada), ada.clone());
            node.write(move |tx| file::withdraw(tx, &ctx, &by, &KIND, NUMBER, added.id))
        });
    }
}
