use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::{
    ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::{convert::kind_of, dto::ProblemCode, problem::status};

/// Extension of an operation: the role it needs, `none`, `reader`, `operator`, or `owner` for the holder of a link.
const ROLE: &str = "x-landfast-role";
/// Extension of an operation as it is declared: the problem codes that are its own. In the finished
/// document each response has the extension, with every code that comes with its status.
const PROBLEMS: &str = "x-landfast-problems";

const ALWAYS: [ProblemCode; 2] = [ProblemCode::Unavailable, ProblemCode::Internal];
const SIGNED_IN: [ProblemCode; 2] = [ProblemCode::SignInRequired, ProblemCode::WorkspaceNotFound];
const WITH_LINK: [ProblemCode; 2] = [ProblemCode::OwnerLinkInvalid, ProblemCode::TooManyAttempts];
const WITH_BODY: [ProblemCode; 2] = [ProblemCode::BodyInvalid, ProblemCode::BodyTooLarge];

/// Completes what the operations declare.
pub(super) fn finish(document: &mut OpenApi) {
    schemes(document);
    for item in document.paths.paths.values_mut() {
        item.get
            .iter_mut()
            .for_each(|one| complete(one, Effect::Reads));
        let acting = [
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
        ];
        acting
            .into_iter()
            .flatten()
            .for_each(|one| complete(one, Effect::Acts));
    }
}

/// Whether the method of an operation changes something (RFC 9110, section 9.2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Reads,
    Acts,
}

/// Who an operation is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Anybody,
    SignedIn,
    /// The holder of an owner's link.
    Holder,
}

impl Caller {
    fn of(operation: &Operation) -> Self {
        match extension(operation, ROLE).and_then(Value::as_str) {
            Some("none") => Self::Anybody,
            Some("owner") => Self::Holder,
            _ => Self::SignedIn,
        }
    }
}

fn schemes(document: &mut OpenApi) {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API token, `lft_…`."))
        .build();
    let about = "The session of a person. Named `landfast` where the server is reached without TLS, on loopback.";
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description("__Host-landfast", about));
    let components = document.components.get_or_insert_default();
    let basic = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some(
            "Any user name, and an API token as the password: Terraform's way.",
        ))
        .build();
    components.add_security_scheme("basic", SecurityScheme::Http(basic));
    let link = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("What follows the `#` of an owner's link, `lfo_…`."))
        .build();
    components.add_security_scheme("owner_link", SecurityScheme::Http(link));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
}

fn complete(operation: &mut Operation, effect: Effect) {
    let caller = Caller::of(operation);
    let codes = codes(operation, effect, caller);
    operation.security = Some(Vec::new());
    if caller == Caller::Holder {
        let link = SecurityRequirement::new("owner_link", [""; 0]);
        operation.security = Some(vec![link]);
    }
    if caller == Caller::SignedIn {
        let either = sign_ins(operation).map(|name| SecurityRequirement::new(name, [""; 0]));
        operation.security = Some(either.to_vec());
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(workspace()));
    }
    for (status, codes) in by_status(&codes) {
        operation
            .responses
            .responses
            .insert(status, RefOr::T(refusal(&codes)));
    }
    // Moved to the responses: of two extensions in one place the order would change from run to run.
    if let Some(extensions) = operation.extensions.as_mut() {
        extensions.remove(PROBLEMS);
    }
}

/// A cookie does not do for Terraform's calls.
fn sign_ins(operation: &Operation) -> [&'static str; 2] {
    let tags = operation.tags.iter().flatten();
    if tags.into_iter().any(|tag| tag == "terraform") {
        ["basic", "bearer"]
    } else {
        ["bearer", "cookie"]
    }
}

/// What the operation declares, and what every operation of its sort can answer with.
fn codes(operation: &Operation, effect: Effect, caller: Caller) -> Vec<ProblemCode> {
    let declared =
        extension(operation, PROBLEMS).and_then(|list| serde_json::from_value(list.clone()).ok());
    let mut codes: Vec<ProblemCode> = declared.unwrap_or_default();
    codes.extend(ALWAYS);
    match caller {
        Caller::SignedIn => codes.extend(SIGNED_IN),
        Caller::Holder => codes.extend(WITH_LINK),
        Caller::Anybody => {}
    }
    if operation.request_body.is_some() {
        codes.extend(WITH_BODY);
    }
    if effect == Effect::Acts {
        // A reader's, or a page's of another site.
        codes.push(ProblemCode::Forbidden);
    }
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    codes
}

fn extension<'a>(operation: &'a Operation, name: &str) -> Option<&'a Value> {
    operation.extensions.as_ref()?.get(name)
}

fn by_status(codes: &[ProblemCode]) -> BTreeMap<String, Vec<ProblemCode>> {
    let mut grouped = BTreeMap::<String, Vec<ProblemCode>>::new();
    for code in codes {
        grouped.entry(status_of(*code)).or_default().push(*code);
    }
    grouped
}

fn status_of(code: ProblemCode) -> String {
    status(kind_of(code)).as_u16().to_string()
}

fn refusal(codes: &[ProblemCode]) -> Response {
    let list: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let problem = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(problem)).build();
    ResponseBuilder::new()
        .description(format!("`{}`", list.join("`, `")))
        .content("application/json", content)
        .extensions(Some([(PROBLEMS, list)].into_iter().collect()))
        .build()
}

fn workspace() -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    ParameterBuilder::new()
        .name("Landfast-Workspace")
        .parameter_in(ParameterIn::Header)
        .description(Some("The workspace's name, percent-encoded where it is not ASCII. Left out: the token's, or the person's first."))
        .schema(Some(text))
        .build()
}
