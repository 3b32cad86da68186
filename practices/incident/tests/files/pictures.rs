//! Pictures of files, drawn small once.

use std::time::Duration;

use desk::file::{self, File, Picture};
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::{House, NUMBER};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A white GIF of 400 × 400: its one colour over and over, never compressed.
fn gif() -> Vec<u8> {
    let mut gif =
        b"GIF89a\x90\x01\x90\x01\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x90\x01\x90\x01\0\x02".to_vec();
    // Codes of three bits: clear, then two pixels, so that the codes never grow.
    let mut bits = Vec::new();
    let mut put = |code: u8| bits.extend((0..3).map(|bit| code >> bit & 1));
    for _ in 0..80_000 {
        [4, 0, 0].into_iter().for_each(&mut put);
    }
    put(5);
    let bytes: Vec<u8> =
        bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |sum, bit| sum << 1 | bit)).collect();
    for block in bytes.chunks(255) {
        gif.push(u8::try_from(block.len()).unwrap());
        gif.extend(block);
    }
    gif.extend(b"\0;");
    gif
}

fn picture(house: &House, file: &File) -> Picture {
    house.desk.db.read(|tx| file::picture(tx, file)).unwrap()
}

fn draw(house: &House, file: &File) -> Picture {
    file::drawn(&house.desk.db, &house.shelf, &house.context(&house.desk.requester), file).unwrap()
}

#[test]
fn a_picture_is_drawn_once_for_all_files_that_have_it() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = house.desk.requester.clone();
        let file = house.add(&rosa, false, "a.gif", &gif()).unwrap();
        assert_eq!(picture(&house, &file), Picture::NotYet);
        let Picture::Drawn(kept, media) = draw(&house, &file) else { panic!("not drawn") };
        assert_eq!(media, "image/jpeg");
        let small =
            house.shelf.store.read(&kept.key, 0..kept.size).unwrap().whole(100_000).unwrap();
        assert_eq!(files::sniff(&small), "image/jpeg");
        let again = house.add(&rosa, false, "b.gif", &gif()).unwrap();
        assert_eq!(picture(&house, &again), Picture::Drawn(kept, media));
        assert_eq!(draw(&house, &again), Picture::Drawn(kept, "image/jpeg".to_owned()));
        assert_eq!(house.kept(), 2);
        house.check();
    });
}

#[test]
fn what_cannot_be_drawn_is_tried_once() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = house.desk.requester.clone();
        let broken = house.add(&rosa, false, "a.gif", &gif()[..40]).unwrap();
        assert_eq!(broken.media, "image/gif");
        assert_eq!(draw(&house, &broken), Picture::None);
        assert_eq!(picture(&house, &broken), Picture::None);
        let text = house.add(&rosa, false, "a.txt", b"text").unwrap();
        assert_eq!(picture(&house, &text), Picture::None);
    });
}

#[test]
fn a_picture_goes_with_the_content_it_was_drawn_from() {
    each_engine(|db| {
        let house = House::on(db);
        let rosa = house.desk.requester.clone();
        let file = house.add(&rosa, false, "a.gif", &gif()).unwrap();
        draw(&house, &file);
        house.withdraw(&rosa, file.id).unwrap();
        for _ in 0..4 {
            house.desk.clock.advance(40 * DAY);
            house.sweep();
        }
        assert_eq!(house.kept(), 0);
        let file = house.add(&rosa, false, "a.gif", &gif()).unwrap();
        assert_eq!(picture(&house, &file), Picture::NotYet);
        draw(&house, &file);
        let adam = &house.desk.administrator;
        file::erase(db, &house.shelf, (&house.context(adam), adam), &KIND, NUMBER, file.id)
            .unwrap();
        assert_eq!(house.kept(), 0, "an erasure takes the picture along at once");
        house.check();
    });
}

#[test]
fn several_who_look_at_once_all_see_it() {
    each_engine(|db| {
        let house = House::on(db);
        let file = house.add(&house.desk.requester, false, "a.gif", &gif()).unwrap();
        std::thread::scope(|scope| {
            let looks: Vec<_> = (0..4).map(|_| scope.spawn(|| draw(&house, &file))).collect();
            let seen: Vec<_> = looks.into_iter().map(|look| look.join().unwrap()).collect();
            assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
        });
        house.check();
    });
}
