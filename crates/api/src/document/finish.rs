use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::{
    ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::{convert::kind_of, dto::ProblemCode, problem::status};

/// Extension of an operation: the role it needs, `none`, `reader` or `operator`.
const ROLE: &str = "x-landfast-role";
/// Extension of an operation: every problem code that it can answer with.
const PROBLEMS: &str = "x-landfast-problems";

const ALWAYS: [ProblemCode; 2] = [ProblemCode::Unavailable, ProblemCode::Internal];
const SIGNED_IN: [ProblemCode; 2] = [ProblemCode::SignInRequired, ProblemCode::WorkspaceNotFound];
const WITH_BODY: [ProblemCode; 2] = [ProblemCode::BodyInvalid, ProblemCode::BodyTooLarge];

/// Completes what the operations declare.
pub(super) fn finish(document: &mut OpenApi) {
    schemes(document);
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| {
        [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
        ]
        .into_iter()
        .filter_map(Option::as_mut)
    });
    for operation in operations {
        complete(operation);
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
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
}

fn complete(operation: &mut Operation) {
    let role = extension(operation, ROLE)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let mut codes: Vec<ProblemCode> = extension(operation, PROBLEMS)
        .and_then(|list| serde_json::from_value(list.clone()).ok())
        .unwrap_or_default();
    codes.extend(ALWAYS);
    if operation.request_body.is_some() {
        codes.extend(WITH_BODY);
    }
    if role != "none" {
        codes.extend(SIGNED_IN);
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(workspace()));
        operation.security = Some(
            ["bearer", "cookie"]
                .map(|name| SecurityRequirement::new(name, [""; 0]))
                .to_vec(),
        );
    } else {
        operation.security = Some(Vec::new());
    }
    if role == "operator" {
        codes.push(ProblemCode::Forbidden);
    }
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    if let Some(extensions) = operation.extensions.as_mut() {
        extensions.insert(
            PROBLEMS.to_owned(),
            codes.iter().map(|code| code.as_str()).collect(),
        );
    }
    for (status, codes) in by_status(&codes) {
        operation
            .responses
            .responses
            .insert(status, RefOr::T(refusal(&codes)));
    }
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
    let list: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description(list.join(", "))
        .content("application/json", content)
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
