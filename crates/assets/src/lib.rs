//! The files the browser gets: styles, scripts, icons. Made by `build/` and embedded in the binary.
//!
//! Every address holds a hash of the content, so that a browser may keep a file for ever and a new
//! build is seen at once. This crate knows nothing of the product.

/// One file.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    path: &'static str,
    url: &'static str,
    /// What it is, for `Content-Type`.
    pub content_type: &'static str,
    /// Its content hash in quotes, for `ETag`.
    pub etag: &'static str,
    /// The content.
    pub bytes: &'static [u8],
    /// The content, compressed with gzip.
    pub gzip: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// What `Cache-Control` says of every file under `/assets/`.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// The file at a path below `/assets/`: `app-0123456789abcdef0123.css`.
#[must_use]
pub fn get(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// The address of a file by its plain name: `app.css` is at `/assets/app-….css`.
///
/// An unknown name gives an address that answers 404; a test over the templates refuses it.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/assets/unknown", |asset| asset.url)
}

/// The plain names of all files.
pub fn names() -> impl Iterator<Item = &'static str> {
    ASSETS.iter().map(|asset| asset.name)
}

#[cfg(test)]
mod tests {
    use super::{Asset, get, names, url};

    fn asset(name: &str) -> &'static Asset {
        get(url(name).strip_prefix("/assets/").unwrap()).unwrap()
    }

    fn text(name: &str) -> &'static str {
        std::str::from_utf8(asset(name).bytes).unwrap()
    }

    #[test]
    fn every_file_is_found_by_its_address_and_holds_something() {
        for name in names() {
            assert!(!asset(name).bytes.is_empty(), "{name}");
            assert_eq!(asset(name).gzip.get(..2), Some([0x1f, 0x8b].as_slice()), "{name}");
            assert!(url(name).contains(asset(name).etag.trim_matches('"')), "{name}");
        }
        assert!(get("app.css").is_none(), "an address without a hash could never change");
        assert!(get("../Cargo.toml").is_none());
        assert_eq!(url("no-such-file"), "/assets/unknown");
    }

    #[test]
    fn the_bundles_need_nothing_from_elsewhere() {
        for name in ["app.css", "app.js", "boot.js", "icons.svg", "mark.svg"] {
            let text = text(name).replace("http://www.w3.org/", "");
            assert!(!text.contains("http://") && !text.contains("@import"), "{name}");
        }
        assert!(!text("app.css").contains("url(http"));
    }

    #[test]
    fn first_paint_stays_small() {
        let packed: usize =
            ["app.css", "app.js", "boot.js"].map(|name| asset(name).gzip.len()).iter().sum();
        assert!(packed < 40_000, "{packed} bytes");
    }

    #[test]
    fn the_licence_page_names_every_package_in_the_bundles() {
        let page = text("licences.html");
        assert!(page.contains("htmx.org") && page.contains("lucide-static"));
        assert!(!page.contains("esbuild"), "a build tool is not in the bundles");
    }
}
