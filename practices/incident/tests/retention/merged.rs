//! A merged record goes by its own end; what went along goes with the other.

use axum::http::Method;
use db::Db;
use desk::file;
use serde_json::json;
use testkit::each_engine;

use crate::dump::places_of;
use crate::house::{DAY, House, INCIDENTS};

#[test]
fn what_went_along_goes_with_the_record_it_went_to() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let source = house.open(&json!({ "title": "Quokka" }));
        let target = house.open(&json!({ "title": "Wombat" }));
        house.post(&format!("/{source}/tags"), &json!({ "tag": "quokka" }));
        house.post(&format!("/{source}/tasks"), &json!({ "title": "Catch the quokka" }));
        house.attach(&source, false, "quokka.txt", b"a quokka");
        house.post(&format!("/{source}/merge"), &json!({ "target": target }));
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(30 * DAY);
        house.run(INCIDENTS, usize::MAX);
        house.check();
        let left = places_of(db, "quokka");
        assert!(left.contains(&"file.name".to_owned()), "the other record still has it: {left:?}");
        assert!(!left.contains(&"record.title".to_owned()));
        house.resolve_and_close(&target, "The quokka is gone");
        house.desk.clock.advance(30 * DAY);
        house.run(INCIDENTS, usize::MAX);
        file::sweep(db, &house.shelf, house.desk.clock.now()).unwrap();
        house.check();
        assert_eq!(places_of(db, "quokka"), Vec::<String>::new());
        let token = house.desk.token(&house.desk.administrator);
        let undo = format!("/api/v1/incidents/{source}/merge");
        house.browser.call(&token, Method::DELETE, &undo, None).expect(200, "it comes apart again");
        house.check();
    });
}
