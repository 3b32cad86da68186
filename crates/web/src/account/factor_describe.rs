//! What the API says of the operations on one's second factor.

use axum::http::Method;

use crate::endpoint::Needs;
use crate::openapi::{Operation, Schema};

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1/me/second-factor{below}");
    Operation::new(method, path, id, Needs::SignedIn).summary(summary).tag("People")
}

/// What is sent: the password, a code, or both.
fn body(password: bool, code: bool) -> Schema {
    let present = || {
        Schema::text().at_most(256).about("Your password.").example("a long walk by the river 7")
    };
    let of_app = || {
        let code = Schema::text().at_most(64).about("A code of the app, or a recovery code.");
        code.example("287082")
    };
    let body = Schema::object();
    let body = if password { body.required("present", present()) } else { body };
    let body = if code { body.required("code", of_app()) } else { body };
    body.with("additionalProperties", false)
}

fn recovery_codes() -> Schema {
    let code = Schema::text().example("GEZD-GNBV-GY3T-QOJQ");
    let codes = Schema::list(code).about("Told this once; each works once.");
    Schema::object().required("recovery_codes", codes)
}

pub(super) fn read() -> Operation {
    let since =
        Schema::instant().or_null().about("Since when codes are asked for; null for never.");
    let left = Schema::number().about("Recovery codes not used yet.").example(10);
    let factor = Schema::object().required("since", since).required("codes_left", left);
    let summary = "Whether codes are asked for when you sign in";
    operation(Method::GET, "", "readMySecondFactor", summary).reply(
        200,
        "Your second factor",
        Some(factor),
    )
}

pub(super) fn begin() -> Operation {
    let secret = Schema::text().example("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let uri = Schema::text().example(
        "otpauth://totp/Mainstay:ada@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mainstay",
    );
    let begun = Schema::object().required("secret", secret).required("uri", uri);
    let summary = "Begin to set up an authenticator app";
    operation(Method::POST, "", "beginMySecondFactor", summary)
        .body(body(true, false))
        .reply(201, "What goes into the app, told this once", Some(begun))
        .refusable()
}

pub(super) fn confirm() -> Operation {
    let summary = "Ask for codes from now on";
    operation(Method::POST, "/confirmation", "confirmMySecondFactor", summary)
        .body(body(false, true))
        .reply(201, "Codes for when the app is lost", Some(recovery_codes()))
        .refusable()
}

pub(super) fn renew() -> Operation {
    operation(Method::POST, "/codes", "renewMyRecoveryCodes", "Make other recovery codes")
        .body(body(true, true))
        .reply(201, "Those of before work no more", Some(recovery_codes()))
        .refusable()
}

pub(super) fn remove() -> Operation {
    operation(Method::DELETE, "", "removeMySecondFactor", "Ask for codes no more")
        .body(body(true, true))
        .reply(204, "Your password is enough", None)
        .refusable()
}
