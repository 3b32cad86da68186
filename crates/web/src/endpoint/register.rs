//! Adding endpoints, and turning them into a router.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};

use tower::util::MapRequestLayer;

use super::{Door, Navigation, Needs, Place};
use crate::identify::{self, Visit};
use crate::openapi::{Description, Operation, Schema};
use crate::site::Site;
use crate::watch::Route;
use crate::work::describe::Fields;
use desk::{AnyWork, Kind};

/// One endpoint, as the test over all of them sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether a page or the API.
    pub door: Door,
    /// The method.
    pub method: Method,
    /// The path with its parameters: `/incidents/{number}`.
    pub path: String,
    /// Who may use it.
    pub needs: Needs,
}

/// Collects the endpoints of the edge itself and of every practice.
#[derive(Default)]
pub struct Endpoints {
    all: Vec<Endpoint>,
    routes: Vec<(usize, MethodRouter<Site>)>,
    description: Description,
    navigation: Navigation,
    works: Vec<&'static dyn AnyWork>,
}

impl Endpoints {
    /// No endpoints yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page or a form's target. With [`Needs::Public`] the handler runs for anybody; otherwise
    /// only for a person signed in, with a valid CSRF token where the method changes something.
    pub fn page<H, T>(
        &mut self,
        method: Method,
        path: impl Into<String>,
        needs: Needs,
        handler: H,
    ) -> &mut Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Door::Page, method, path.into(), needs, handler)
    }

    /// Adds an operation of the API: its path, its method and its needs are the description's own.
    pub fn api<H, T>(&mut self, operation: Operation, handler: H) -> &mut Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let (method, path, needs) =
            (operation.method.clone(), operation.path.clone(), operation.needs);
        self.description.operations.push(operation);
        self.add(Door::Api, method, path, needs, handler)
    }

    /// Names a schema, for `Schema::named`.
    pub fn schema(&mut self, name: &'static str, schema: Schema) -> &mut Self {
        self.description.schemas.insert(name, schema);
        self
    }

    /// Says that there are records of this kind.
    pub fn work(&mut self, work: &'static dyn AnyWork) -> &mut Self {
        self.works.push(work);
        self
    }

    /// The kinds of record there are, for what comes due.
    #[must_use]
    pub fn works(&self) -> &[&'static dyn AnyWork] {
        &self.works
    }

    /// Makes a kind of record known, to which administrators can add fields; `grow` describes them.
    pub(crate) fn kind(
        &mut self,
        kind: &'static Kind,
        grow: fn(&mut Description, &Fields),
    ) -> &mut Self {
        self.description.kinds.push((kind, grow));
        self
    }

    /// The kinds of record made known.
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static Kind> {
        self.works.iter().map(|work| work.kind()).collect()
    }

    /// Adds a place to the navigation.
    pub fn place(&mut self, place: Place) -> &mut Self {
        self.navigation.places.push(place);
        self
    }

    /// Says what the "create" action at the top is; the first to say so keeps it.
    pub fn create(&mut self, place: Place) -> &mut Self {
        self.navigation.create.get_or_insert(place);
        self
    }

    /// Every endpoint.
    #[must_use]
    pub fn all(&self) -> &[Endpoint] {
        &self.all
    }

    /// The navigation, for the site.
    #[must_use]
    pub fn navigation(&self) -> Navigation {
        self.navigation.clone()
    }

    /// What the API's description is written from.
    pub(crate) fn description(&self) -> Description {
        self.description.clone()
    }

    /// The OpenAPI document of the API, without what administrators added.
    #[must_use]
    pub fn openapi(&self, version: &str) -> serde_json::Value {
        self.description.document(version)
    }

    fn add<H, T>(
        &mut self,
        door: Door,
        method: Method,
        path: String,
        needs: Needs,
        handler: H,
    ) -> &mut Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        // Every method named in this crate and its practices is one axum routes; a test of the
        // register would find one that is not answering 405.
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::TRACE);
        self.routes.push((self.all.len(), on(filter, handler)));
        self.all.push(Endpoint { door, method, path, needs });
        self
    }

    /// The router: each handler behind what its endpoint needs.
    pub(crate) fn router(self, site: &Site) -> Router<Site> {
        let mut router = Router::new();
        let all: Arc<[Endpoint]> = self.all.into();
        for (index, route) in self.routes {
            let Some(endpoint) = all.get(index) else { continue };
            let door = (site.clone(), endpoint.needs);
            let guarded = match (endpoint.needs, endpoint.door) {
                (Needs::Public, _) => route,
                (_, Door::Page) => {
                    route.route_layer(from_fn_with_state(door, identify::admit_member))
                }
                (_, Door::Api) => {
                    route.route_layer(from_fn_with_state(door, identify::admit_caller))
                }
            };
            let named = match site.metrics() {
                Some(metrics) => metrics.route(&endpoint.method, &endpoint.path),
                None => Route::new(None, endpoint.method.clone(), &endpoint.path),
            };
            let arrive = MapRequestLayer::new(move |request: Request| {
                if let Some(visit) = request.extensions().get::<Visit>() {
                    visit.reach(&named);
                }
                request
            });
            router = router.route(&endpoint.path, guarded.route_layer(arrive));
        }
        router
    }
}
