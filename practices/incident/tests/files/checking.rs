//! What a check of the files finds.

use db::{Statement, params};
use desk::file::{Findings, check};
use testkit::each_engine;

use crate::house::House;

fn found(house: &House, hashes: bool) -> Findings {
    check(&house.desk.db, &house.shelf.store, hashes).unwrap()
}

#[test]
fn what_is_missing_or_changed_is_named_by_its_file() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = &house.desk.requester;
        let [a, b, c] = ["a.txt", "b.txt", "c.txt"]
            .map(|name| house.add(rosa, false, name, name.as_bytes()).unwrap());
        let whole = found(&house, true);
        assert_eq!((whole.contents, whole.bytes, whole.files, whole.problems), (3, 15, 3, 0));
        std::fs::remove_file(house.path(&a)).unwrap();
        std::fs::write(house.path(&b), b"longer than before").unwrap();
        std::fs::write(house.path(&c), b"c.TXT").unwrap();
        let told = found(&house, false).told;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().any(|t| t.starts_with("INC0000001 a.txt") && t.ends_with("missing")));
        assert!(told.iter().any(|t| t.starts_with("INC0000001 b.txt") && t.ends_with("length")));
        let told = found(&house, true).told;
        assert!(told.iter().any(|t| t.starts_with("INC0000001 c.txt") && t.ends_with("changed")));
    });
}

#[test]
fn a_file_given_another_content_past_the_program_is_found() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = &house.desk.requester;
        let contract = house.add(rosa, false, "contract.txt", b"ten thousand").unwrap();
        let forged = house.add(rosa, false, "other.txt", b"one").unwrap();
        let swap = Statement::listed("UPDATE file SET blob_id = $2 WHERE id = $1");
        let (id, other) = (contract.id, forged.kept.id);
        db.write(move |tx| tx.execute(swap, params![id, other]).map_err(desk::Error::from))
            .unwrap();
        let told = found(&house, false).told;
        assert_eq!(told, ["INC0000001 contract.txt has another content than the journal says"]);
    });
}

#[test]
fn a_total_that_does_not_add_up_is_found() {
    each_engine(|db| {
        let house = House::on(db);
        house.add(&house.desk.requester, false, "a.txt", b"12345").unwrap();
        let forge = Statement::listed("UPDATE blob_total SET bytes = 0 WHERE id = $1");
        db.write(move |tx| tx.execute(forge, params![1]).map_err(desk::Error::from)).unwrap();
        assert_eq!(found(&house, false).told, ["5 bytes are kept, but 0 are counted"]);
    });
}
