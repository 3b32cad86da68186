//! What the API says about files.

use axum::http::Method;
use desk::Kind;
use desk::access::Action;

use super::super::{one_of, operation, schema_of_items};
use crate::endpoint::Endpoints;
use crate::openapi::{Operation, Parameter, Schema};

const FILES: &str = "/files";
const FILE: &str = "/files/{file}";

/// The digest of three letters, for the example.
const SHA256: &str = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

pub(super) fn schemas(endpoints: &mut Endpoints) {
    let schema = Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text().about("Cleaned: no path, nothing unseen."))
        .required("media_type", Schema::text().about("By its bytes, whatever its sender said."))
        .required("size", Schema::number().about("In bytes."))
        .required("sha256", Schema::text().with("pattern", "^[0-9a-f]{64}$").example(SHA256))
        .required("internal", Schema::flag().about("Only the inside may read it."))
        .required("added_by", Schema::named("Reference").or_null())
        .required("added_at", Schema::instant())
        .required("content", Schema::text().about("Where its bytes are."))
        .required("thumbnail", Schema::text().or_null().about("Where it is drawn small."));
    endpoints.schema("File", schema);
}

fn file(
    kind: &'static Kind,
    method: Method,
    below: &str,
    id: &str,
    action: Action,
    summary: &str,
) -> Operation {
    operation(kind, (method, &format!("{FILE}{below}")), id, action, summary)
        .parameter(one_of("file", "The file."))
}

pub(super) fn list(kind: &'static Kind) -> Operation {
    operation(
        kind,
        (Method::GET, FILES),
        "list_files",
        Action::Read,
        "The files you may read, oldest first",
    )
    .reply(200, "All of them", Some(schema_of_items(Schema::named("File"))))
}

pub(super) fn add(kind: &'static Kind) -> Operation {
    let file = Schema::text().with("contentMediaType", "application/octet-stream");
    let form = Schema::object()
        .required("file", Schema::list(file).about("The files, each a part of this name."))
        .optional(
            "internal",
            Schema::flag().default_is(false).about("Only the inside is to read them."),
        );
    let example = Schema::text().example("screenshot.png");
    operation(
        kind,
        (Method::POST, FILES),
        "add_files",
        Action::Comment,
        "Add files: several as a form, or one as the body itself",
    )
    .files(form)
    .parameter(Parameter::query(
        "name",
        "What the file is called; for a body that is the file.",
        example,
    ))
    .parameter(Parameter::query(
        "internal",
        "Only the inside is to read it; for a body that is the file.",
        Schema::flag().default_is(false),
    ))
    .refusable()
    .reply(201, "They were added: all that were sent", Some(schema_of_items(Schema::named("File"))))
    .reply_header("Location", "Where it is, when it is one.", Schema::text())
}

pub(super) fn read(kind: &'static Kind) -> Operation {
    file(kind, Method::GET, "", "read_file", Action::Read, "What a file is").reply(
        200,
        "The file, without its bytes",
        Some(Schema::named("File")),
    )
}

pub(super) fn withdraw(kind: &'static Kind) -> Operation {
    file(
        kind,
        Method::DELETE,
        "",
        "withdraw_file",
        Action::Comment,
        "Withdraw a file: hidden at once, removed later; another's takes the permission to update",
    )
    .refusable()
    .reply(204, "It is withdrawn", None)
}

pub(super) fn content(kind: &'static Kind) -> Operation {
    let ranges = Schema::text().example("bytes=0-1023");
    file(kind, Method::GET, "/content", "read_file_content", Action::Read, "The bytes of a file")
        .parameter(Parameter::header("Range", "One part of it.", ranges))
        .parameter(Parameter::header(
            "If-None-Match",
            "The `ETag` of what you have.",
            Schema::text(),
        ))
        .bytes(200, "All of it")
        .reply_header("ETag", "The SHA-256 of its content.", Schema::text())
        .reply_header("Content-Disposition", "Its name.", Schema::text())
        .bytes(206, "The part asked for")
        .reply_header("Content-Range", "Which part it is.", Schema::text())
        .reply(304, "You have it", None)
        .reply(416, "It has no such part", None)
}

pub(super) fn thumbnail(kind: &'static Kind) -> Operation {
    file(
        kind,
        Method::GET,
        "/thumbnail",
        "read_file_thumbnail",
        Action::Read,
        "A picture, drawn small",
    )
    .bytes(200, "A JPEG or PNG of at most 320 × 320 pixels")
    .reply(304, "You have it", None)
}

pub(super) fn erase(kind: &'static Kind) -> Operation {
    let erased = Schema::object().required(
        "others",
        Schema::number()
            .about("How many other files have the same content, which therefore stays."),
    );
    file(
        kind,
        Method::POST,
        "/erasure",
        "erase_file",
        Action::Administer,
        "Erase a file, withdrawn or not: content and name are gone at once, its trace stays",
    )
    .reply(200, "It is erased", Some(erased))
}
