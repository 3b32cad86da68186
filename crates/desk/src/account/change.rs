//! Changing one's own password.

use db::{Db, Id, Tx};

use super::credential::{credential_of, replace_password};
use super::password::HashedPassword;
use super::prove::prove;
use super::rule::Owner;
use super::session::{Keep, end_some};
use super::{Proof, Visitor};
use crate::people::Person;
use crate::{Context, Error, Result};

/// A password to be changed: what is typed is kept nowhere.
#[derive(Clone)]
pub struct PasswordChange {
    /// The one there is.
    pub present: String,
    /// The one to be.
    pub password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange")
    }
}

/// A change whose owner has proved who they are, ready to be made.
#[derive(Debug, Clone)]
pub struct ReadyChange {
    person: Id<Person>,
    before: HashedPassword,
    after: HashedPassword,
}

impl PasswordChange {
    /// Makes the change ready for somebody who knows the present password.
    ///
    /// Hashes twice, outside of any transaction; call it from a thread that may block.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `present` when it is not the password, and on `password`;
    /// [`Error::Refused`] with `no_password` for who has none; [`Error::Throttled`] after too many
    /// failures.
    pub fn prepare(
        &self,
        db: &Db,
        ctx: &Context,
        person: Id<Person>,
        from: &Visitor,
    ) -> Result<ReadyChange> {
        let found =
            db.read(|tx| Ok::<_, Error>((Person::find(tx, person)?, credential_of(tx, person)?)))?;
        let (Some(known), Some(before)) = found else {
            return Err(Error::Refused("no_password"));
        };
        prove(db, ctx, person, &before, from, &self.present)?;
        if self.password == self.present {
            return Err(Error::invalid("password", "same_password"));
        }
        let after = HashedPassword::new(&self.password, &Owner::of(&known), &ctx.chance)?;
        Ok(ReadyChange { person, before, after })
    }
}

impl ReadyChange {
    /// Makes the change, and ends the person's sessions but the one they came with.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `present` when another password was set meanwhile.
    pub fn save(&self, tx: &Tx<'_>, ctx: &Context, came_with: Proof) -> Result<()> {
        match credential_of(tx, self.person)? {
            Some(still) if still.as_str() == self.before.as_str() => {}
            _ => return Err(Error::invalid("present", "wrong_password")),
        }
        replace_password(tx, ctx, self.person, &self.after)?;
        end_some(tx, self.person, Keep::Only(came_with))?;
        Ok(())
    }
}
