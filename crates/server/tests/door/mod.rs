//! A door on the way to a database server: it lets through, delays, holds up, cuts or shuts.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::cluster::wait;

/// How it stands.
#[derive(Default)]
struct State {
    delay: AtomicU64,
    shut: AtomicBool,
    held: Mutex<bool>,
    moved: Condvar,
    open: Mutex<Vec<TcpStream>>,
}

/// A door before a server.
pub(crate) struct Door(Arc<State>);

impl Door {
    /// One before the server of this address; and the address that leads through it.
    pub(crate) fn before(url: &str) -> (Door, String) {
        let (user, rest) = url.rsplit_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let through = format!("{user}@{}/{database}", listener.local_addr().unwrap());
        let (state, server) = (Arc::<State>::default(), server.to_owned());
        let door = Door(Arc::clone(&state));
        std::thread::spawn(move || {
            for inside in listener.incoming().map_while(Result::ok) {
                if state.shut.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(outside) = TcpStream::connect(&server) else { continue };
                for stream in [&inside, &outside] {
                    stream.set_nodelay(true).unwrap();
                    state.open.lock().unwrap().push(stream.try_clone().unwrap());
                }
                let (back, forth) = (inside.try_clone().unwrap(), outside.try_clone().unwrap());
                let answers = Arc::clone(&state);
                std::thread::spawn(move || carry(inside, forth, None));
                std::thread::spawn(move || carry(outside, back, Some(&answers)));
            }
        });
        (door, through)
    }

    /// Each answer comes so much later.
    pub(crate) fn delay(&self, by: Duration) {
        self.0.delay.store(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Answers come no more, and nobody is told.
    pub(crate) fn hold_up(&self) {
        *self.0.held.lock().unwrap() = true;
    }

    /// As if nothing had been.
    pub(crate) fn let_through(&self) {
        self.delay(Duration::ZERO);
        self.0.shut.store(false, Ordering::SeqCst);
        *self.0.held.lock().unwrap() = false;
        self.0.moved.notify_all();
    }

    /// Breaks every connection there is.
    pub(crate) fn cut(&self) {
        for stream in self.0.open.lock().unwrap().drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Breaks every connection, and takes no other.
    pub(crate) fn shut(&self) {
        self.0.shut.store(true, Ordering::SeqCst);
        self.cut();
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, answers: Option<&State>) {
    let mut piece = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        if let Some(state) = answers {
            wait(Duration::from_millis(state.delay.load(Ordering::SeqCst)));
            let held = state.held.lock().unwrap();
            drop(state.moved.wait_while(held, |held| *held).unwrap());
        }
        if to.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
}
