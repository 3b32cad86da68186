//! Making one of each sort, by the one who has always made them.

use db::{Id, Tx};

use super::item::Item;
use crate::people::{Category, Choice, Company, Department, Location, Service, Team};
use crate::{Context, Error, Result};

/// The company that was checked to be there.
fn company_of(item: &Item) -> Result<Id<Company>> {
    item.id("company").ok_or_else(|| Error::invalid("company", "required"))
}

fn said(item: &Item, code: &str) -> String {
    item.text(code).unwrap_or_default()
}

pub(super) fn team(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    Ok(Team::create(tx, ctx, company_of(item)?, &item.name)?.id.to_string())
}

pub(super) fn company(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    Ok(Company::create(tx, ctx, &item.name)?.id.to_string())
}

pub(super) fn site(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    let parent = item.id("parent");
    Ok(Location::create(tx, ctx, company_of(item)?, parent, &item.name)?.id.to_string())
}

pub(super) fn department(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    let department = Department {
        id: ctx.chance.id(ctx.now),
        company: company_of(item)?,
        parent: item.id("parent"),
        name: item.name.clone(),
        head: item.id("head"),
        active: true,
    };
    Ok(department.create(tx, ctx)?.id.to_string())
}

pub(super) fn service(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    Ok(Service::create(tx, ctx, company_of(item)?, &item.name)?.id.to_string())
}

pub(super) fn category(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    let parent = item.id("parent");
    Ok(Category::create(tx, ctx, &said(item, "kind"), parent, &item.name)?.id.to_string())
}

pub(super) fn choice(tx: &Tx<'_>, ctx: &Context, item: &Item) -> Result<String> {
    let choice = Choice {
        kind: said(item, "kind"),
        list: said(item, "list"),
        code: said(item, "code"),
        label: item.name.clone(),
        place: said(item, "place").parse().unwrap_or(0),
        active: true,
    };
    Choice::create(tx, ctx, &choice)?;
    Ok(choice.object())
}
