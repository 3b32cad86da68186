//! A form with one small file, read whole.

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;

use super::Opened;
use crate::failure::{Failure, Result};

/// A small file that came with a form.
#[derive(Debug, Clone)]
pub(crate) struct SmallFile(pub(crate) Bytes);

/// The fields of a form and its first file, of at most so many bytes each.
pub(crate) async fn whole(
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<(Vec<(String, String)>, SmallFile)> {
    let mut opened = Opened::open_with(headers, body, most).await?;
    let mut first: Option<Vec<u8>> = None;
    while opened.next_file().await?.is_some() {
        let mut file = Vec::new();
        while let Some(bytes) = opened.content().await? {
            if file.len() + bytes.len() > most {
                opened.drain().await;
                return Err(Failure::TooLarge(most));
            }
            file.extend_from_slice(&bytes);
        }
        first.get_or_insert(file);
    }
    Ok((opened.fields, SmallFile(first.unwrap_or_default().into())))
}
