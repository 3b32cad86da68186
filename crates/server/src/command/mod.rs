//! One file a command.

mod backup;
mod check;
mod config;
mod demo;
mod export_incident_log;
mod export_journal;
mod import_incident_log;
mod keys_renew;
mod migrate;
mod people_import;
mod reindex;
mod restore;
mod serve;
mod settings;
mod token_add;
mod user_add;
mod user_factor;
mod worker;

pub(crate) use backup::Backup;
pub(crate) use check::Check;
pub(crate) use config::ConfigCommand;
pub(crate) use demo::Demo;
pub(crate) use export_incident_log::ExportCommand;
pub(crate) use import_incident_log::ImportCommand;
pub(crate) use keys_renew::KeysCommand;
pub(crate) use migrate::Migrate;
pub(crate) use people_import::PeopleCommand;
pub(crate) use reindex::Reindex;
pub(crate) use restore::Restore;
pub(crate) use serve::Serve;
pub(crate) use settings::SettingsCommand;
pub(crate) use token_add::TokenCommand;
pub(crate) use user_add::UserCommand;
pub(crate) use user_factor::UserRemoveSecondFactor;
pub(crate) use worker::Worker;
