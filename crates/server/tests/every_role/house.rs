//! The whole program over a small desk, with a target for every endpoint, and people who prove who
//! they are.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use db::Tx;
use desk::access::{Agent, Facts};
use desk::input::{RawInput, RawValue};
use desk::retention::{self, Scope};
use testkit::{Database, Desk, Engine, PASSWORD};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{Door, Endpoint, Settings, Site};

use crate::practices;

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) router: Router,
    pub(crate) runtime: Runtime,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) description: serde_json::Value,
    _database: Database,
    _files: tempfile::TempDir,
}

/// The smallest picture.
pub(crate) const PICTURE: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// How somebody proves who they are, at both doors.
pub(crate) struct Proof {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
    pub(crate) bearer: String,
}

impl House {
    pub(crate) fn new(engine: Engine) -> Self {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let endpoints = practices::endpoints();
        let all = endpoints.all().to_vec();
        let description = endpoints.openapi("0.0.0");
        let (db, clock, chance) = (desk.db.clone(), desk.clock.clone(), desk.chance.clone());
        let (files, shelf) = testkit::shelf();
        let settings = Settings { shelf: Some(shelf), ..Settings::default() };
        let site = Site::new(db, clock, chance, settings, endpoints.navigation());
        let router = web::app(&site, endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        House {
            desk,
            router,
            runtime,
            endpoints: all,
            description,
            _database: database,
            _files: files,
        }
    }

    pub(crate) fn send(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, header::HeaderMap, String) {
        self.send_bytes(method, path, headers, body.as_bytes())
    }

    pub(crate) fn send_bytes(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> (u16, header::HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_vec())).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            if parts.headers.get("content-type").is_some_and(|of| of == "text/event-stream") {
                // It has no end; what it tells whom, the contract of every practice tries.
                return (parts.status.as_u16(), parts.headers, String::new());
            }
            let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    pub(crate) fn prove(&self, agent: &Agent) -> Proof {
        let body = format!(
            "email={}&password={}",
            agent.email.as_deref().unwrap(),
            PASSWORD.replace(' ', "+")
        );
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let (status, headers, text) = self.send(&Method::POST, "/sign-in", &form, &body);
        assert_eq!(status, 303, "{text}");
        let cookie =
            headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        // Any page has the token in its frame, also the one that says there is none.
        let (_, _, page) = self.send(&Method::GET, "/nothing", &[("cookie", &cookie)], "");
        let csrf = page
            .split("name=\"csrf-token\" content=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        Proof { cookie, csrf, bearer: format!("Bearer {}", self.desk.token(agent)) }
    }

    /// A record such as the endpoint is about, asked for by the colleague, with the service desk.
    pub(crate) fn record(&self, endpoint: &Endpoint) -> (String, Facts) {
        let desk = &self.desk;
        let list = list_of(&endpoint.path);
        let body = &self.description["paths"][list.as_str()]["post"]["requestBody"]["content"]["application/json"];
        assert!(body.is_object(), "{list}: nothing says how one is opened");
        let mut given = body["example"].clone();
        let for_others = !body["schema"]["properties"]["requester"].is_null();
        let with_team = !body["schema"]["properties"]["team"].is_null();
        if for_others {
            given["requester"] = desk.colleague.email.as_deref().unwrap().into();
        }
        if with_team {
            given["team"] = "Service desk".into();
        }
        let opener = if for_others { &desk.agent } else { &desk.colleague };
        let bearer = format!("Bearer {}", desk.token(opener));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (status, _, text) = self.send(&Method::POST, &list, &headers, &given.to_string());
        assert_eq!(status, 201, "{text}");
        let made: serde_json::Value = serde_json::from_str(&text).unwrap();
        let facts = Facts {
            requester: Some(desk.colleague.person),
            opener: Some(opener.person),
            assignee: None,
            team: with_team.then_some(desk.service_desk),
            company: desk.alder,
            restricted: false,
            withdrawn: false,
        };
        (made["number"].as_str().unwrap().to_owned(), facts)
    }

    /// The endpoint's path with a record of its kind in it, and that record's facts.
    pub(crate) fn target(&self, endpoint: &Endpoint) -> (String, Option<Facts>) {
        if endpoint.path.contains("/tasks/{task}") && !endpoint.path.contains("{number}") {
            let incidents = "/api/v1/incidents/{number}/tasks/{task}";
            let (path, facts) = self.target(&Endpoint {
                path: incidents.to_owned(),
                door: Door::Api,
                ..endpoint.clone()
            });
            let task = path.rsplit('/').next().unwrap_or_default();
            return (endpoint.path.replace("{task}", task), facts);
        }
        if endpoint.path.contains("/organisation/") {
            return (self.thing(endpoint), None);
        }
        if endpoint.path.contains("{operation}") {
            return (endpoint.path.replace("{operation}", "readMe"), None);
        }
        if endpoint.path.contains("/roles/{role}") {
            let path = endpoint.path.replace("{role}", &self.role());
            let holder = self.desk.team_lead.person.to_string();
            return (path.replace("{person}", &holder), None);
        }
        if endpoint.path.contains("/fields/{id}") {
            return (endpoint.path.replace("{id}", &self.custom_field()), None);
        }
        if endpoint.path.contains("/assignment/{kind}/{id}") {
            let path = endpoint.path.replace("{kind}", practices::kinds()[0].code);
            return (path.replace("{id}", &self.assignment_rule()), None);
        }
        if endpoint.path.contains("/views/{view}") {
            return (endpoint.path.replace("{view}", &self.view()), None);
        }
        if !endpoint.path.contains("{number}") {
            // Nobody here has a reminder or a bulk edit or was told anything, and there is nobody else;
            // another's is as good as none.
            let place = endpoint.path.replace("{kind}", "incident");
            let place = place.replace("{team}", &self.desk.service_desk.to_string());
            let lead = format!("escalation/people/{}", self.desk.team_lead.person);
            let place = place.replace("escalation/people/{person}", &lead);
            let nothing = "0".repeat(32);
            let own = [
                "{reminder}",
                "{absence}",
                "{bulk}",
                "{notification}",
                "{person}",
                "{session}",
                "{token}",
                "{import}",
                "{job}",
            ];
            let path = own.iter().fold(place, |path, gap| path.replace(gap, &nothing));
            let path = path.replace("{book}", "sign_ins");
            return (self.with_rule(&path.replace("{scope}", "reads")), None);
        }
        let (number, facts) = self.record(endpoint);
        // A record's first entry says its title, which can be erased; a state cannot.
        let path = endpoint.path.replace("{entry}/values/{code}", "1/values/title");
        let path = path.replace("{entry}", "1").replace("{code}", "state");
        let mut path = path.replace("{number}", &number);
        if endpoint.method == Method::POST && endpoint.path.ends_with("/files") {
            path.push_str("?name=a.gif");
        }
        (self.with_organs(endpoint, path), Some(facts))
    }

    /// A thing of its own for each try, which the administrator adds: one that was retired is not as it
    /// was.
    fn thing(&self, endpoint: &Endpoint) -> String {
        let Some((list, _)) = endpoint.path.split_once("/{item}") else {
            return endpoint.path.clone();
        };
        let list = format!("/api/v1{}", list.trim_start_matches("/api/v1"));
        let body = &self.description["paths"][list.as_str()]["post"]["requestBody"]["content"]["application/json"];
        let mut given = body["example"].clone();
        let other = format!("t{}", self.desk.chance.id::<()>(testkit::MORNING));
        for code in ["name", "label", "code"] {
            if given[code].is_string() {
                given[code] = other.as_str().into();
            }
        }
        let bearer = format!("Bearer {}", self.desk.token(&self.desk.administrator));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let (status, _, text) = self.send(&Method::POST, &list, &headers, &given.to_string());
        assert_eq!(status, 201, "{list}: {text}");
        let made: serde_json::Value = serde_json::from_str(&text).unwrap();
        let path = endpoint.path.replace("{item}", made["id"].as_str().unwrap());
        path.replace("{member}", &self.desk.agent.person.to_string())
    }

    /// A custom field of its own for each try: one that was retired is not as it was.
    pub(crate) fn custom_field(&self) -> String {
        let known = self.desk.db.read(desk::custom::list).unwrap().len();
        let draft = testkit::fields::draft(&format!("f{known}"), "line");
        let kind = practices::kinds()[0];
        self.desk.add_field(kind, draft).id.to_string()
    }

    /// The path, with a rule of the administrator's about the logbook of reads where it is about one.
    pub(crate) fn with_rule(&self, path: &str) -> String {
        if path.ends_with("/retention/reads") {
            let administrator = self.desk.administrator.clone();
            let (ctx, scope) =
                (self.desk.context(&administrator), Scope::find(&[], "reads").unwrap());
            let values = [("days".to_owned(), RawValue::Number(90))].into();
            let raw = RawInput { values, version: None };
            let set = move |tx: &Tx<'_>| retention::set(tx, &ctx, &administrator, scope, &raw);
            self.desk.db.write(set).unwrap();
        }
        path.to_owned()
    }

    /// The path with something of an organ of the record in it, which the administrator puts there.
    pub(crate) fn with_organs(&self, endpoint: &Endpoint, path: String) -> String {
        let Some((organ, _)) = path.split_once("/{") else { return path };
        let organ = match endpoint.door {
            Door::Api => organ.to_owned(),
            Door::Page => format!("/api/v1{organ}"),
        };
        let made = |given: serde_json::Value| {
            let bearer = format!("Bearer {}", self.desk.token(&self.desk.administrator));
            let headers =
                [("authorization", bearer.as_str()), ("content-type", "application/json")];
            let (status, _, text) = self.send(&Method::POST, &organ, &headers, &given.to_string());
            assert_eq!(status, 201, "{organ}: {text}");
            let made: serde_json::Value = serde_json::from_str(&text).unwrap();
            let name = if made["waits"].is_null() { "id" } else { "number" };
            made[name].as_str().unwrap_or_default().to_owned()
        };
        let link = || {
            let (other, _) = self.record(endpoint);
            made(serde_json::json!({ "relation": "causes", "number": other }))
        };
        let watcher = || {
            made(serde_json::json!({ "person": self.desk.agent.person }));
            self.desk.agent.person.to_string()
        };
        let tag = || {
            made(serde_json::json!({ "tag": "vip" }));
            "vip".to_owned()
        };
        let task = || made(serde_json::json!({ "title": "Look" }));
        let effort = || made(serde_json::json!({ "minutes": 5 }));
        let reminder = || "0".repeat(32);
        let recurrence = || made(serde_json::json!({ "every": 1, "unit": "day" }));
        let file = || self.file(&organ);
        let makers: [(&str, &dyn Fn() -> String); 8] = [
            ("{file}", &file),
            ("{link}", &link),
            ("{person}", &watcher),
            ("{tag}", &tag),
            ("{task}", &task),
            ("{effort}", &effort),
            ("{recurrence}", &recurrence),
            ("{reminder}", &reminder),
        ];
        let mut path = path;
        for (name, make) in makers {
            if path.contains(name) {
                path = path.replace(name, &make());
            }
        }
        path
    }

    /// A picture that the administrator adds.
    pub(crate) fn file(&self, files: &str) -> String {
        let bearer = format!("Bearer {}", self.desk.token(&self.desk.administrator));
        let path = format!("{files}?name=a.gif");
        let headers = [("authorization", bearer.as_str())];
        let (status, _, text) = self.send_bytes(&Method::POST, &path, &headers, PICTURE);
        assert_eq!(status, 201, "{path}: {text}");
        let made: serde_json::Value = serde_json::from_str(&text).unwrap();
        made["items"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn ask(&self, endpoint: &Endpoint, path: &str, proof: &Proof) -> (u16, String) {
        let headers: Vec<(&str, &str)> = match endpoint.door {
            Door::Page => vec![("cookie", &proof.cookie), ("x-csrf-token", &proof.csrf)],
            Door::Api => vec![("authorization", &proof.bearer)],
        };
        let (status, headers, text) = self.send(&endpoint.method, path, &headers, "");
        let to_sign_in = headers
            .get(header::LOCATION)
            .is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in?"));
        assert!(!to_sign_in, "{} {path}: was not recognised", endpoint.method);
        (status, text)
    }
}

/// Where records like the one at this path are opened.
fn list_of(path: &str) -> String {
    let named = path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default();
    format!("/api/v1/{named}")
}
